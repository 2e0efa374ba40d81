// The source pane: the text with its structure in the margin and its facts in colour. Only what is seen is drawn.

import { h } from "./dom.js";
import { VirtualList } from "./list.js";
import { FACTS, FORMS, type FactKind } from "./protocol.js";
import { innermost, type Loaded, type Selection } from "./state.js";
import { factName, formName, say } from "./words.js";

/** A longer line is drawn in pieces of this many units. */
const PIECE = 600;
/** A selection up to this long is painted; of a longer one only the margin. */
const PAINTED = 500;

export class SourcePane {
  readonly element: HTMLElement;
  readonly #loaded: Loaded;
  readonly #onpick: (selection: Selection) => void;
  readonly #scroller: HTMLElement;
  readonly #list: VirtualList;
  /** Where each piece starts; one more for the end. */
  readonly #pieces: number[] = [];
  /** The line of each piece, 0 where a piece goes on with the line of the one before. */
  readonly #lines: number[] = [];
  readonly #facts: Ranges;
  readonly #forms: Ranges;
  #selection: Selection | null = null;
  /** Units in a row, for guessing heights. */
  #columns = 40;

  constructor(loaded: Loaded, onpick: (selection: Selection) => void) {
    this.#loaded = loaded;
    this.#onpick = onpick;
    this.#facts = new Ranges(loaded.marks.facts);
    this.#forms = new Ranges(loaded.marks.forms);
    this.#cut(loaded.text);
    const body = h("div.rows", {});
    this.#scroller = h(
      "div.source",
      {
        role: "group",
        tabindex: 0,
        lang: "zh-CN",
        "aria-label": say("原文,按 ] 和 [ 在标出的事项间移动", "Source; ] and [ go through the marked facts"),
        onclick: (e: MouseEvent) => this.#click(e),
        onkeydown: (e: KeyboardEvent) => this.#key(e),
      },
      body,
    );
    this.element = this.#scroller;
    this.#list = new VirtualList({
      scroller: this.#scroller,
      body,
      estimate: (index) => {
        const length = this.#pieces[index + 1]! - this.#pieces[index]!;
        return Math.max(1, Math.ceil(length / this.#columns)) * 26 + 2;
      },
      render: (index) => this.#render(index),
    });
  }

  show(): void {
    this.#columns = Math.max(10, Math.floor((this.#scroller.clientWidth - 96) / 16));
    this.#list.reset(this.#lines.length);
  }

  close(): void {
    this.#list.close();
  }

  /** Shows a place, or none. */
  select(selection: Selection | null, scroll: boolean): void {
    this.#selection = selection;
    if (selection && scroll) this.#list.scrollTo(this.#pieceAt(selection.start), "center");
    this.#list.refresh();
  }

  /** The line of an offset, from 1. */
  line(offset: number): number {
    let at = this.#pieceAt(offset);
    while (at > 0 && !this.#lines[at]) at -= 1;
    return this.#lines[at] ?? 1;
  }

  #cut(text: string): void {
    let line = 0;
    for (let start = 0; start <= text.length; ) {
      const feed = text.indexOf("\n", start);
      const end = feed < 0 ? text.length : feed;
      line += 1;
      let at = start;
      do {
        this.#pieces.push(at);
        this.#lines.push(at === start ? line : 0);
        at += PIECE;
        // Not between the halves of a pair.
        if (at < end && (text.charCodeAt(at) & 0xfc00) === 0xdc00) at += 1;
      } while (at < end);
      start = end + 1;
    }
    this.#pieces.push(text.length + 1);
  }

  #pieceAt(offset: number): number {
    let [low, high] = [0, this.#lines.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#pieces[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #render(index: number): HTMLElement {
    const { text } = this.#loaded;
    const start = this.#pieces[index]!;
    const next = this.#pieces[index + 1]!;
    const end = this.#lines[index + 1] === 0 ? next : Math.min(next - 1, text.length);
    const form = this.#formOf(start, end);
    const selected = this.#selection;
    const inside = selected !== null && selected.start < Math.max(end, start + 1) && start < selected.end;
    const margin = form ? h(`span.form.${form.name}` as "span", {}, form.label) : h("span.form", {});
    if (form?.depth) margin.style.setProperty("--depth", String(Math.min(form.depth, 6)));
    const words = h("span.words", {});
    this.#paint(words, start, end);
    const line = this.#lines[index];
    return h(
      `div.line${form?.name === "title" ? ".titled" : ""}${form?.name === "furniture" ? ".aside" : ""}` as "div",
      { "data-in": inside },
      h("span.no", { "aria-hidden": "true" }, line ? String(line) : ""),
      margin,
      words,
    );
  }

  /** What begins in a piece, told in the margin. */
  #formOf(start: number, end: number): { name: string; label: string; depth: number } | null {
    let found: { name: string; label: string; depth: number } | null = null;
    for (const [kind, from, , depth] of this.#forms.over(start, end)) {
      if (from < start) continue;
      const name = FORMS[kind]!;
      if (found && (name === "furniture" || found.name !== "furniture")) continue;
      found = { name, label: name === "division" ? "·".repeat(Math.min(depth, 6)) : formName(name), depth: name === "division" ? depth : 0 };
    }
    return found;
  }

  /** The words of a piece, parted where a fact or the selection begins or ends. */
  #paint(words: HTMLElement, start: number, end: number): void {
    const { text } = this.#loaded;
    const facts = [...this.#facts.over(start, end)];
    const selected = this.#selection && this.#selection.end - this.#selection.start <= PAINTED ? this.#selection : null;
    const edges = new Set([start, end]);
    const edge = (at: number) => at > start && at < end && edges.add(at);
    facts.forEach(([, from, to]) => (edge(from), edge(to)));
    if (selected) edge(selected.start), edge(selected.end);
    const sorted = [...edges].sort((a, b) => a - b);
    for (let i = 0; i + 1 < sorted.length; i += 1) {
      const [from, to] = [sorted[i]!, sorted[i + 1]!];
      const here = facts.filter(([, s, e]) => s <= from && to <= e).sort((a, b) => a[2] - a[1] - (b[2] - b[1]));
      const piece = text.slice(from, to);
      const chosen = selected !== null && selected.start <= from && to <= selected.end;
      if (!here.length && !chosen) {
        words.append(piece);
        continue;
      }
      const kinds = here.map(([kind]) => FACTS[kind]!);
      const mark = h("mark", { class: [...kinds, chosen ? "chosen" : ""].join(" ").trim(), title: kinds.map(factName).join(" · ") || null, "data-at": from }, piece);
      words.append(mark);
    }
  }

  #click(event: MouseEvent): void {
    if (String(getSelection())) return;
    const target = event.target as Element;
    const mark = target.closest<HTMLElement>("mark[data-at]");
    const row = target.closest<HTMLElement>("[data-index]");
    if (mark) this.#pickAt(Number(mark.dataset.at));
    else if (row) this.#pickAt(this.#pieces[Number(row.dataset.index)]!);
  }

  /** Selects the fact at an offset, else what holds it in the outline. */
  #pickAt(offset: number): void {
    const selection = this.#factAt(offset) ?? this.#nodeAt(offset);
    if (selection) this.#onpick(selection);
  }

  #factAt(offset: number): Selection | null {
    const here = [...this.#facts.over(offset, offset + 1)].filter(([, s, e]) => s <= offset && offset < e);
    // The narrowest that has a list of its own.
    const listed = here.filter(([kind]) => kind < 4).sort((a, b) => a[2] - a[1] - (b[2] - b[1]));
    const fact = listed[0];
    return fact ? { start: fact[1], end: fact[2], of: FACTS[fact[0]] as FactKind, row: fact[3] } : null;
  }

  #nodeAt(offset: number): Selection | null {
    const { outline } = this.#loaded.lists;
    const row = innermost(outline, offset);
    return row < 0 ? null : { start: outline[row]!.start, end: outline[row]!.end, of: "outline", row };
  }

  #key(event: KeyboardEvent): void {
    const step = { "]": 1, "[": -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = this.#selection?.start ?? -1;
    const next = this.#facts.next(from, step, (kind) => kind < 4);
    if (next === null) return;
    const [kind, start, end, row] = next;
    this.#onpick({ start, end, of: FACTS[kind] as FactKind, row });
  }
}

type Range = [kind: number, start: number, end: number, row: number];

/** Ranges in the order of their starts, found by the places that they cover. */
class Ranges {
  readonly #all: Uint32Array;
  /** The furthest end up to each range. */
  readonly #reach: Uint32Array;

  constructor(all: Uint32Array) {
    this.#all = all;
    this.#reach = new Uint32Array(all.length / 4);
    let reach = 0;
    for (let i = 0; i < this.#reach.length; i += 1) this.#reach[i] = reach = Math.max(reach, all[i * 4 + 2]!);
  }

  *over(start: number, end: number): Generator<Range> {
    let [low, high] = [0, this.#reach.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#reach[middle]! <= start) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < this.#reach.length && this.#all[i * 4 + 1]! < end; i += 1) {
      if (this.#all[i * 4 + 2]! > start) yield this.#at(i);
    }
  }

  /** The next range behind or before an offset. */
  next(from: number, step: number, fits: (kind: number) => boolean): Range | null {
    const count = this.#reach.length;
    for (let k = 0; k < count; k += 1) {
      const i = step > 0 ? k : count - 1 - k;
      const range = this.#at(i);
      if (fits(range[0]) && (step > 0 ? range[1] > from : range[1] < from)) return range;
    }
    return null;
  }

  #at(i: number): Range {
    const a = this.#all;
    return [a[i * 4]!, a[i * 4 + 1]!, a[i * 4 + 2]!, a[i * 4 + 3]!];
  }
}
