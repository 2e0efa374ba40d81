// From the tree to the rows that the panes draw. Runs in the worker.

import type { Attachment, Block, Document, Enclosure, GazetteTree, Span } from "gongbao";

import { FACTS, FORMS, type FactKind, type FormKind, type Lists, type Marks } from "./protocol.js";

type Unit = Document | Enclosure | Attachment;

export interface View {
  lists: Lists;
  marks: Marks;
  titles: string[];
  issue: string;
}

/** How much of a text stands for a heading that is not there. */
const BEGINNING = 48;

export function view(tree: GazetteTree): View {
  const maker = new Maker();
  maker.gazette(tree);
  return maker.finish(tree);
}

class Maker {
  lists: Lists = { outline: [], duties: [], deadlines: [], targets: [], citations: [], tables: [], findings: [] };
  facts: number[] = [];
  forms: number[] = [];
  /** What a unit or division is called, by its id. */
  names = new Map<string, string>();

  finish(tree: GazetteTree): View {
    const issue = tree.issue ? [tree.issue.title, tree.issue.year].filter((x) => x !== null).join(" ") : "";
    const titles = tree.documents.map((d) => d.title ?? d.id);
    return { lists: this.lists, marks: { facts: quads(this.facts), forms: quads(this.forms) }, titles, issue };
  }

  gazette(tree: GazetteTree): void {
    this.leaves("record", tree.record);
    this.leaves("issue", tree.issue);
    this.entries(tree.issue?.contents);
    tree.documents.forEach((document) => this.unit(document, "document", 0));
    tree.documents.forEach((document, index) => this.factsOf(document, index));
    tree.furniture.forEach(({ span }) => this.form("furniture", span, 0));
    for (const { severity, code, message, span } of tree.diagnostics) {
      this.lists.findings.push({ severity, code, message, start: span[0], end: span[1] });
    }
  }

  unit(unit: Unit, type: "document" | "enclosure" | "attachment", depth: number): void {
    const first = this.lists.outline.length + 1;
    const row = this.row(type, depth, unit.span, {
      id: unit.id,
      kind: "kind" in unit ? unit.kind : null,
      marker: "number" in unit ? (unit.number ?? "") : "",
      label: unit.title ?? "",
    });
    this.names.set(unit.id, unit.title ?? unit.id);
    this.leaf("title", unit, "title");
    if ("number" in unit) this.leaf("title", unit, "number");
    if ("issuers" in unit) this.head(unit);
    this.blocks(unit.body, depth + 1);
    const parts: [Unit, "enclosure" | "attachment"][] = [];
    if ("enclosures" in unit) unit.enclosures.forEach((e) => parts.push([e, "enclosure"]));
    if ("attachments" in unit) unit.attachments.forEach((a) => parts.push([a, "attachment"]));
    parts.sort(([a], [b]) => a.span[0] - b.span[0]);
    parts.forEach(([part, of]) => this.unit(part, of, depth + 1));
    row.below = this.lists.outline.length - first;
  }

  head(unit: Document | Enclosure): void {
    if ("column" in unit) {
      this.leaf("column", unit, "column");
      for (const name of ["printed_by", "printed_on", "copied_to", "subject_words", "contacts"]) this.leaf("copies", unit, name);
      for (const name of ["secrecy", "urgency", "signed_off_by"]) this.leaf("number", unit, name);
    }
    this.leaf("number", unit, "doc_number");
    this.leaf("issuer", unit, "issuers");
    this.leaf("addressee", unit, "addressees");
    this.leaf("attachments", unit, "attachment_list");
    this.leaf("signature", unit, "signatories");
    unit.signers.forEach((signer) => this.leaves("signature", signer));
    this.leaf("date", unit, "date");
    this.leaf("note", unit, "notes");
    unit.history.forEach((line) => this.leaves("history", line));
    this.entries(unit.contents);
  }

  entries(contents: readonly { span: Span }[] | undefined): void {
    contents?.forEach((entry) => this.form("contents", entry.span, 0));
  }

  blocks(blocks: readonly Block[], depth: number): void {
    for (const block of blocks) this.block(block, depth);
  }

  block(block: Block, depth: number): void {
    if (block.type === "paragraph") return;
    const { outline } = this.lists;
    const at = outline.length;
    switch (block.type) {
      case "division": {
        const own = block.heading ?? beginning(block.children);
        this.names.set(block.eid, block.marker + (block.heading ?? own));
        this.row(block.level, depth, block.span, { id: block.eid, marker: block.marker, label: own, plain: block.heading === null });
        this.form("division", block.marker_span ?? block.span, depth);
        this.blocks(block.children, depth + 1);
        break;
      }
      case "table":
        this.row("table", depth, block.span, { label: block.title ?? block.columns.join(" · ") });
        this.form("table", block.span, depth);
        this.table(block.title ?? "", block.columns, block.rows, block.span);
        break;
      case "roster":
        this.row("roster", depth, block.span, { label: block.title ?? block.groups.map((g) => g.role ?? "").join(" · ") });
        this.form("roster", block.span, depth);
        this.table(
          block.title ?? "",
          [],
          block.groups.flatMap((g) => g.members.map((m) => [g.role ?? "", m.name ?? "", m.post ?? ""])),
          block.span,
        );
        break;
      case "box":
        this.row("box", depth, block.span, { marker: block.label, label: block.title ?? "" });
        this.form("box", block.span, depth);
        this.blocks(block.children, depth + 1);
        break;
      case "qa":
        this.row("qa", depth, block.span, { marker: block.marker ?? "", label: block.question });
        this.form("qa", block.span, depth);
        this.blocks(block.answer, depth + 1);
        break;
    }
    const row = outline[at];
    if (row) row.below = outline.length - 1 - at;
  }

  table(title: string, columns: string[], rows: string[][], [start, end]: Span): void {
    this.lists.tables.push({ title, columns, rows, start, end });
  }

  factsOf(document: Document, index: number): void {
    const { duties, deadlines, targets, citations } = this.lists;
    for (const { text, groups, mode, division, span } of document.assignments) {
      const first = duties.length;
      const [start, end] = span;
      const where = this.where(division, document);
      for (const group of groups) {
        const scope = group.scope ?? "";
        for (const unit of group.lead) duties.push({ unit, lead: true, mode, scope, where, text, start, end });
        for (const unit of group.units) duties.push({ unit, lead: false, mode, scope, where, text, start, end });
      }
      this.fact("duty", span, Math.min(first, duties.length - 1));
    }
    for (const { text, until, division, span } of document.deadlines) {
      this.fact("deadline", span, deadlines.length);
      deadlines.push({ until: until ?? "", text, where: this.where(division, document), start: span[0], end: span[1] });
    }
    for (const t of document.targets) {
      const [start, end] = t.span;
      this.fact("target", t.span, targets.length);
      const { comparator, value } = t;
      const words = { indicator: t.indicator ?? "", unit: t.unit ?? "", due: t.due ?? "", nature: t.nature ?? "" };
      targets.push({ ...words, comparator, value, where: document.title ?? "", start, end });
    }
    for (const c of document.citations) {
      const [start, end] = c.span;
      this.fact("citation", c.span, citations.length);
      const where = document.title ?? document.id;
      const number = c.doc_number?.text ?? "";
      citations.push({ title: c.title ?? "", number, article: article(c), target: c.target ?? "", document: index, where, start, end });
    }
    document.references.forEach(({ span }) => this.fact("reference", span, 0));
    document.dates.forEach(({ span }) => this.fact("date", span, 0));
    document.terms.forEach(({ span }) => this.fact("term", span, 0));
  }

  where(division: string | null, document: Document): string {
    return (division && this.names.get(division)) || document.title || document.id;
  }

  row(
    type: string,
    depth: number,
    [start, end]: Span,
    more: { id?: string; kind?: string | null; marker?: string; label: string; plain?: boolean },
  ) {
    const { id = null, kind = null, marker = "", label, plain = false } = more;
    const row = { type, depth, id, kind, marker, label, plain, start, end, below: 0 };
    this.lists.outline.push(row);
    return row;
  }

  fact(kind: FactKind, [start, end]: Span, row: number): void {
    this.facts.push(FACTS.indexOf(kind), start, end, Math.max(row, 0));
  }

  form(kind: FormKind, [start, end]: Span, depth: number): void {
    this.forms.push(FORMS.indexOf(kind), start, end, depth);
  }

  /** The first place of every field of an object. */
  leaves(kind: FormKind, object: object | null): void {
    for (const key of Object.keys(object ?? {})) {
      if (/_spans?$/.test(key)) this.leaf(kind, object!, key.replace(/_spans?$/, ""));
    }
  }

  /** The first place of a field. */
  leaf(kind: FormKind, object: object, name: string): void {
    const fields = object as Record<string, unknown>;
    let place = fields[`${name}_span`] ?? fields[`${name}_spans`];
    while (Array.isArray(place) && Array.isArray(place[0])) place = place[0];
    if (Array.isArray(place) && place.length === 2) this.form(kind, place as Span, 0);
  }
}

/** Fours, in the order of their starts, the longer first. */
function quads(flat: number[]): Uint32Array {
  const order = Array.from({ length: flat.length / 4 }, (_, i) => i * 4);
  order.sort((a, b) => flat[a + 1]! - flat[b + 1]! || flat[b + 2]! - flat[a + 2]!);
  const out = new Uint32Array(flat.length);
  order.forEach((from, to) => {
    for (let k = 0; k < 4; k += 1) out[to * 4 + k] = flat[from + k]!;
  });
  return out;
}

function beginning(blocks: readonly Block[]): string {
  const text = blocks[0]?.type === "paragraph" ? blocks[0].text : "";
  return text.length > BEGINNING ? `${text.slice(0, BEGINNING)}…` : text;
}

function article(c: { article: number[] | null; article_to: number[] | null; paragraph: number | null; item: number | null }): string {
  const of = (n: number[] | null) => (n ? `第${n[0]}条${n[1] ? `之${n[1]}` : ""}` : "");
  const to = c.article_to ? `至${of(c.article_to)}` : "";
  return of(c.article) + to + (c.paragraph === null ? "" : `第${c.paragraph}款`) + (c.item === null ? "" : `第${c.item}项`);
}
