// The outline as a tree: branches open and close, the keyboard walks it, only the seen rows are drawn.

import { h } from "./dom.js";
import { VirtualList } from "./list.js";
import type { OutlineRow } from "./protocol.js";
import { kindName, say, typeName } from "./words.js";

export class Tree {
  readonly element: HTMLElement;
  readonly #rows: readonly OutlineRow[];
  readonly #onpick: (row: OutlineRow, index: number) => void;
  readonly #scroller: HTMLElement;
  readonly #list: VirtualList;
  /** The closed rows. */
  readonly #closed = new Set<number>();
  /** The rows that are not inside a closed one. */
  #shown: number[] = [];
  #active = 0;
  #picked = -1;

  constructor(rows: readonly OutlineRow[], onpick: (row: OutlineRow, index: number) => void) {
    this.#rows = rows;
    this.#onpick = onpick;
    const body = h("div.rows", { role: "presentation" });
    this.#scroller = h(
      "div.tree",
      { role: "tree", tabindex: 0, "aria-label": say("结构", "Outline"), onkeydown: (e: KeyboardEvent) => this.#key(e), onclick: (e: Event) => this.#click(e) },
      body,
    );
    const button = (zh: string, en: string, closed: boolean) =>
      h("button.quiet", { type: "button", onclick: () => this.#all(closed) }, say(zh, en));
    const count = h("span.count", {}, say(`${rows.length} 个节点`, `${rows.length} nodes`));
    const bar = h("div.bar", {}, button("全部展开", "Open all", false), button("只看公文", "Documents only", true), count);
    this.element = h("div.gridbox", {}, bar, this.#scroller);
    this.#list = new VirtualList({ scroller: this.#scroller, body, estimate: () => 34, render: (index) => this.#render(index) });
  }

  show(): void {
    this.#shown = [];
    for (let at = 0; at < this.#rows.length; ) {
      this.#shown.push(at);
      at += this.#closed.has(at) ? this.#rows[at]!.below + 1 : 1;
    }
    this.#list.reset(this.#shown.length);
  }

  close(): void {
    this.#list.close();
  }

  pick(index: number): void {
    let opened = false;
    for (const closed of [...this.#closed]) {
      if (closed < index && index <= closed + this.#rows[closed]!.below) {
        this.#closed.delete(closed);
        opened = true;
      }
    }
    if (opened) this.show();
    this.#picked = index;
    this.#active = this.#shown.indexOf(index);
    this.#list.scrollTo(this.#active, "center");
    this.#list.refresh();
    this.#activate();
  }

  #all(closed: boolean): void {
    this.#closed.clear();
    if (closed) this.#rows.forEach((row, at) => row.below && row.depth === 0 && this.#closed.add(at));
    this.#active = 0;
    this.show();
  }

  #render(at: number): HTMLElement {
    const index = this.#shown[at]!;
    const row = this.#rows[index]!;
    const open = !this.#closed.has(index);
    const unit = typeName(row.type);
    const item = h(
      "div.item",
      {
        role: "treeitem",
        id: `tree-${at}`,
        "aria-level": row.depth + 1,
        "aria-expanded": row.below ? String(open) : null,
        "aria-selected": String(index === this.#picked),
        "data-active": at === this.#active,
        "data-type": row.type,
        "data-id": row.id,
      },
      h("span.twist", { "aria-hidden": "true" }, row.below ? (open ? "▾" : "▸") : ""),
      unit ? h("span.tag", {}, row.kind && row.type !== "attachment" ? kindName(row.kind) : unit) : null,
      row.marker ? h("span.marker", {}, row.marker) : null,
      h(row.plain ? "span.plain" : "span", {}, row.label || (unit ? say("(无标题)", "(no title)") : "")),
    );
    item.style.setProperty("--depth", String(row.depth));
    return item;
  }

  #click(event: Event): void {
    const target = event.target as Element;
    const item = target.closest<HTMLElement>("[data-index]");
    if (!item) return;
    const at = Number(item.dataset.index);
    if (target.classList.contains("twist") && target.textContent) this.#toggle(at);
    else this.#go(at, true);
  }

  #toggle(at: number): void {
    const index = this.#shown[at]!;
    if (!this.#closed.delete(index)) this.#closed.add(index);
    this.#active = at;
    this.show();
    this.#activate();
  }

  #key(event: KeyboardEvent): void {
    const index = this.#shown[this.#active];
    const row = index === undefined ? undefined : this.#rows[index];
    const last = this.#shown.length - 1;
    const open = index !== undefined && !this.#closed.has(index);
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.#go(Math.min(this.#active + 1, last), false),
      ArrowUp: () => this.#go(Math.max(this.#active - 1, 0), false),
      Home: () => this.#go(0, false),
      End: () => this.#go(last, false),
      PageDown: () => this.#go(Math.min(this.#active + 15, last), false),
      PageUp: () => this.#go(Math.max(this.#active - 15, 0), false),
      ArrowRight: () => (row?.below && !open ? this.#toggle(this.#active) : row?.below && this.#go(this.#active + 1, false)),
      ArrowLeft: () => (row?.below && open ? this.#toggle(this.#active) : this.#go(this.#above(this.#active), false)),
      Enter: () => this.#go(this.#active, true),
      " ": () => this.#go(this.#active, true),
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      move();
    }
  }

  #above(at: number): number {
    const depth = this.#rows[this.#shown[at]!]?.depth ?? 0;
    let above = at;
    while (above > 0 && this.#rows[this.#shown[above]!]!.depth >= depth) above -= 1;
    return above;
  }

  #go(at: number, pick: boolean): void {
    const index = this.#shown[at];
    if (index === undefined) return;
    this.#active = at;
    if (pick) this.#picked = index;
    this.#list.scrollTo(at);
    this.#list.refresh();
    this.#activate();
    if (pick) this.#onpick(this.#rows[index]!, index);
  }

  #activate(): void {
    if (this.#list.element(this.#active)) this.#scroller.setAttribute("aria-activedescendant", `tree-${this.#active}`);
    else this.#scroller.removeAttribute("aria-activedescendant");
  }
}
