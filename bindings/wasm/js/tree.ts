// The tree `gongbao/1`: what `gongbao parse` prints, what `toObject()` returns.
// In JSON texts spans count bytes of the UTF-8 source, in `toObject()` UTF-16 units, so that `source.slice(...span)` is right.

/** `[start, end)`. */
export type Span = [start: number, end: number];

/** A date as far as the text says it: `2027`, `2024-06`, `2023-10-28`. */
export type IsoDate = string;

/** The place of a field NAME: `NAME_span`, or `NAME_spans` where a break has cut it. A value read out of another one has neither. */
type Placed<Name extends string> = { [K in `${Name}_span`]?: Span } & { [K in `${Name}_spans`]?: Span[] };
/** The places of a list: the pieces of each item. */
type PlacedList<Name extends string> = { [K in `${Name}_spans`]?: Span[][] };

export interface GazetteTree {
  schema: "gongbao/1";
  record: Record_ | null;
  issue: Issue | null;
  documents: Document[];
  /** What belongs to the page and to no document. */
  furniture: Furniture[];
  diagnostics: Diagnostic[];
}

interface RecordFields {
  index_number: string | null;
  publisher: string | null;
  title: string | null;
  topic: string | null;
  published_on: IsoDate | null;
  written_on: IsoDate | null;
  repealed_on: IsoDate | null;
  number: string | null;
  keywords: string[];
}
/** The head table of a government web page (政府信息公开). */
export type Record_ = RecordFields &
  Placed<"index_number" | "publisher" | "title" | "topic" | "published_on" | "written_on" | "repealed_on" | "number"> &
  PlacedList<"keywords">;

interface IssueFields {
  title: string | null;
  year: number | null;
  numbers: number[];
  serials: number[];
  sponsor: string | null;
  published_on: IsoDate | null;
  contents: Contents[];
}
/** What an issue says of itself. */
export type Issue = IssueFields & Placed<"title" | "year" | "sponsor" | "published_on"> & PlacedList<"numbers" | "serials">;

interface ContentsFields {
  column: string | null;
  title: string;
  doc_number: DocNumber | null;
  page: number | null;
  /** The index into `documents`. */
  document: number | null;
  span: Span;
}
/** An entry of a contents list (目录). */
export type Contents = ContentsFields & Placed<"column" | "title" | "doc_number" | "page">;

/** A document number (发文字号). */
export interface DocNumber {
  text: string;
  agency: string | null;
  year: number | null;
  number: number | null;
}

/** The 文种. */
export type DocumentKind =
  | "resolution" | "decision" | "order" | "communique" | "announcement" | "public_notice" | "opinion" | "notice"
  | "circular" | "report" | "request" | "reply" | "proposal" | "letter" | "minutes" | "interpretation" | "law"
  | "regulation" | "plan" | "appointment" | "list" | "speech" | "other";

interface InstrumentFields {
  id: string;
  kind: DocumentKind;
  title: string | null;
  doc_number: DocNumber | null;
  issuers: string[];
  addressees: string[];
  body: Block[];
  attachment_list: string[];
  signatories: string[];
  signers: Signer[];
  date: IsoDate | null;
  effective_on: IsoDate | null;
  notes: string[];
  copied_to: string[];
  history: HistoryEntry[];
  contents: Contents[];
  attachments: Attachment[];
  span: Span;
}
type Instrument = InstrumentFields & Placed<"title" | "doc_number" | "date"> &
  PlacedList<"issuers" | "addressees" | "attachment_list" | "signatories" | "notes" | "copied_to">;

interface DocumentFields {
  column: string | null;
  printed_by: string | null;
  printed_on: IsoDate | null;
  signed_off_by: string | null;
  secrecy: string | null;
  urgency: string | null;
  subject_words: string[];
  contacts: string[];
  enclosures: Enclosure[];
  citations: Citation[];
  references: Reference[];
  assignments: Assignment[];
  targets: Target[];
  deadlines: Deadline[];
  dates: DateMention[];
  terms: Term[];
}
/** A document (公文). */
export type Document = Instrument & DocumentFields &
  Placed<"column" | "printed_by" | "printed_on" | "signed_off_by" | "secrecy" | "urgency"> &
  PlacedList<"subject_words" | "contacts">;

/** The instrument that a covering document promulgates or passes on. */
export type Enclosure = Instrument;

interface AttachmentFields {
  id: string;
  number: string | null;
  title: string | null;
  body: Block[];
  span: Span;
}
/** What stands behind 附件. */
export type Attachment = AttachmentFields & Placed<"number" | "title">;

/** A person who signs an order. */
export type Signer = { post: string | null; name: string | null } & Placed<"post" | "name">;
/** A line that says when the text was passed or amended (题注). */
export type HistoryEntry = { date: IsoDate | null; text: string } & Placed<"text">;

/** A node of a body. */
export type Block = Division | Paragraph | Table | Roster | Box | Qa;

export type Level =
  | "part" | "chapter" | "section" | "article" | "heading1" | "heading2" | "heading3" | "heading4" | "heading5"
  | "item" | "subitem" | "point";

interface DivisionFields {
  type: "division";
  level: Level;
  eid: string;
  marker: string;
  number: number[];
  heading: string | null;
  run_in: boolean;
  children: Block[];
  span: Span;
}
export type Division = DivisionFields & Placed<"marker" | "heading">;

export interface Paragraph {
  type: "paragraph";
  text: string;
  spans: Span[];
}

interface TableFields {
  type: "table";
  title: string | null;
  columns: string[];
  rows: string[][];
  /** The pieces of each cell; null where a merged cell reaches down from above. */
  rows_spans: (Span[] | null)[][];
  span: Span;
}
export type Table = TableFields & Placed<"title"> & PlacedList<"columns">;

interface RosterFields {
  type: "roster";
  title: string | null;
  groups: RosterGroup[];
  span: Span;
}
export type Roster = RosterFields & Placed<"title">;
export type RosterGroup = { role: string | null; members: Member[] } & Placed<"role">;
export type Member = { name: string | null; post: string | null } & Placed<"name" | "post">;

interface BoxFields {
  type: "box";
  label: string;
  title: string | null;
  children: Block[];
  span: Span;
}
/** A box (专栏). */
export type Box = BoxFields & Placed<"label" | "title">;

interface QaFields {
  type: "qa";
  marker: string | null;
  question: string;
  answer_marker: string | null;
  answer: Block[];
  span: Span;
}
/** A question and its answer. */
export type Qa = QaFields & Placed<"marker" | "question" | "answer_marker">;

export interface Citation {
  title: string | null;
  doc_number: DocNumber | null;
  article: number[] | null;
  paragraph: number | null;
  item: number | null;
  article_to: number[] | null;
  /** An id or eid of the same parse. */
  target: string | null;
  span: Span;
}

/** A reference inside the document: 本办法, 前款, 附件2. */
export interface Reference {
  text: string;
  target: string | null;
  span: Span;
}

export type AssignmentMode = "joint" | "lead" | "respective" | "listed";

/** Who is responsible. */
export interface Assignment {
  text: string;
  groups: AssignmentGroup[];
  mode: AssignmentMode;
  /** The eid of the division that the clause closes. */
  division: string | null;
  span: Span;
}
export interface AssignmentGroup {
  scope: string | null;
  lead: string[];
  units: string[];
}

export type Comparator = "=" | ">=" | "<=" | "<" | ">" | "~";

/** A figure to be reached. */
export interface Target {
  indicator: string | null;
  comparator: Comparator | null;
  value: string;
  unit: string | null;
  due: IsoDate | null;
  nature: string | null;
  span: Span;
}

/** A time by which something is due. */
export interface Deadline {
  text: string;
  until: IsoDate | null;
  division: string | null;
  span: Span;
}

export type DateRelation = "by" | "before" | "from" | "during" | "at";
export type DatePrecision = "year" | "half" | "quarter" | "month" | "day";

/** A date said in the text. */
export interface DateMention {
  text: string;
  from: IsoDate | null;
  until: IsoDate | null;
  relation: DateRelation;
  precision: DatePrecision;
  span: Span;
}

/** A short name that the text defines. */
export interface Term {
  short: string;
  stands_for: string;
  span: Span;
}

export interface Furniture {
  text: string;
  span: Span;
}

export type Severity = "error" | "warning" | "note";

export interface Diagnostic {
  code: string;
  severity: Severity;
  message: string;
  span: Span;
}
