// What the page and its worker say to each other, and the rows that the panes draw.

import type { AssignmentMode, Comparator, ErrorCode, Severity } from "gongbao";

/** A place in the source, in UTF-16 units. */
interface At {
  start: number;
  end: number;
}

export interface OutlineRow extends At {
  depth: number;
  /** `document`, `enclosure`, `attachment`, `table`, …; of a division its level. */
  type: string;
  id: string | null;
  kind: string | null;
  marker: string;
  label: string;
  /** Whether the label is the beginning of the text, for want of a heading. */
  plain: boolean;
  /** How many rows lie below. */
  below: number;
}

export interface DutyRow extends At {
  unit: string;
  lead: boolean;
  mode: AssignmentMode;
  scope: string;
  where: string;
  text: string;
}

export interface DeadlineRow extends At {
  until: string;
  text: string;
  where: string;
}

export interface TargetRow extends At {
  indicator: string;
  comparator: Comparator | null;
  value: string;
  unit: string;
  due: string;
  nature: string;
  where: string;
}

export interface CitationRow extends At {
  title: string;
  number: string;
  article: string;
  target: string;
  /** The index of the citing document. */
  document: number;
  where: string;
}

export interface TableRow extends At {
  title: string;
  columns: string[];
  rows: string[][];
}

export interface FindingRow extends At {
  severity: Severity;
  code: string;
  message: string;
}

export interface Lists {
  outline: OutlineRow[];
  duties: DutyRow[];
  deadlines: DeadlineRow[];
  targets: TargetRow[];
  citations: CitationRow[];
  tables: TableRow[];
  findings: FindingRow[];
}
export type ListName = keyof Lists;

/** The kinds of facts that have a colour. */
export const FACTS = ["duty", "deadline", "target", "citation", "reference", "date", "term"] as const;
export type FactKind = (typeof FACTS)[number];

/** What begins on a line, told in the margin. */
export const FORMS = [
  "issue", "contents", "record", "column", "title", "number", "issuer", "addressee", "division", "table", "roster", "box",
  "qa", "attachments", "signature", "date", "note", "history", "copies", "furniture",
] as const;
export type FormKind = (typeof FORMS)[number];

/** Marks, four numbers each: kind, start, end, and the row of a fact or the depth of a form. */
export interface Marks {
  facts: Uint32Array;
  forms: Uint32Array;
}

export type Request =
  | { type: "parse"; run: number; text: string }
  | { type: "bytes"; run: number; bytes: ArrayBuffer }
  | { type: "download"; run: number }
  | { type: "lines"; run: number };

export type Stage = "load" | "read" | "parse" | "tree" | "rows";

/** Why a text is not shown: a code of the package, or one of the page. */
export type Failure = ErrorCode | "binary" | "pdf" | "unknown_encoding";

export type Answer =
  | { type: "stage"; run: number; stage: Stage; done: number }
  | { type: "text"; run: number; text: string; encoding: string }
  | { type: "rows"; run: number; list: ListName; rows: Lists[ListName] }
  | { type: "done"; run: number; marks: Marks; titles: string[]; issue: string; milliseconds: number }
  | { type: "failed"; run: number; code: Failure }
  | { type: "download"; run: number; blob: Blob }
  | { type: "lines"; run: number; text: string; cut: boolean };
