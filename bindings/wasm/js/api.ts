// The calls that every entry exports. Which module they run on is decided by the entry, by `start` of `module.ts`.

import { Parsed } from "./glue.js";
import { GongbaoError } from "./errors.js";
import { read } from "./flat.js";
import { era, guarded, isStarted } from "./module.js";
import type { Diagnostic, DocumentKind, Furniture, GazetteTree, IsoDate, Issue, Level, Record_, Span } from "./tree.js";

export { GongbaoError, type ErrorCode } from "./errors.js";
export type * from "./tree.js";

/** The longest text that `parse` takes, in bytes of UTF-8: 64 MiB. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** Where something stands, without what is below it. */
export interface Place {
  type: "document" | "enclosure" | "attachment" | "division" | "paragraph" | "table" | "roster" | "box" | "qa";
  /** The id of a unit, the eid of a division; other blocks have none. */
  id: string | null;
  kind?: DocumentKind;
  level?: Level;
  marker?: string;
  /** The title of a unit, table, roster or box, the heading of a division, the question. */
  title: string | null;
  span: Span;
}

/** The head of a document. */
export interface DocumentHead {
  id: string;
  kind: DocumentKind;
  title: string | null;
  doc_number: string | null;
  issuers: string[];
  date: IsoDate | null;
  /** The enclosures and attachments, each behind the one that it belongs to. */
  parts: Place[];
  span: Span;
}

export interface ParseOptions {
  /** The encoding of bytes, as `TextDecoder` names it: `gb18030`, `utf-16le`. Without it they are UTF-8. */
  encoding?: string;
}

/**
 * Parses a text. Never fails on the text itself: what is doubtful is in `diagnostics`.
 *
 * Bytes are decoded as UTF-8, or as `options.encoding` says; a byte order mark is kept, so that offsets fit the file.
 */
export function parse(text: string | BufferSource, options: ParseOptions = {}): Gazette {
  if (!isStarted()) {
    throw new GongbaoError("not_initialised", "call `await init()` before `parse`");
  }
  if (typeof options !== "object" || options === null) {
    throw new GongbaoError("argument", "the options are an object: `{ encoding: \"gb18030\" }`");
  }
  const { encoding } = options;
  if (typeof text === "string" && encoding !== undefined) {
    throw new GongbaoError("argument", "an encoding is for bytes; a string has none");
  }
  const source = typeof text === "string" ? text : decode(text, encoding ?? "utf-8");
  check(source);
  return make(source, guarded(() => new Parsed(source)));
}

let make: (source: string, parsed: Parsed) => Gazette;

/** How Node shows an object. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** A parsed text. Its memory lies outside of what JavaScript collects: call `free()`, or declare it with `using`. */
export class Gazette {
  /** The text that was parsed. */
  readonly source: string;
  #parsed: Parsed | null;
  readonly #era = era();
  #documents: readonly DocumentHead[] | undefined;
  #rest: Omit<GazetteTree, "schema" | "documents"> | undefined;

  static {
    make = (source, parsed) => new Gazette(source, parsed);
    // Not a name of the type: only Node asks for it, which would show all of the source.
    Object.defineProperty(Gazette.prototype, INSPECT, {
      value(this: Gazette): string {
        return this.#shown();
      },
    });
  }

  private constructor(source: string, parsed: Parsed) {
    if (!(parsed instanceof Parsed)) {
      throw new GongbaoError("argument", "a gazette is made by `parse`");
    }
    this.source = source;
    this.#parsed = parsed;
  }

  /** The heads of the documents, in order. Made when first asked. */
  get documents(): readonly DocumentHead[] {
    this.#documents ??= this.#ask((p) => p.documents()) as DocumentHead[];
    return this.#documents;
  }

  /** The head table of a government web page. This and what follows is made when first asked, from the whole tree. */
  get record(): Record_ | null {
    return this.#beside().record;
  }

  /** What the issue says of itself. */
  get issue(): Issue | null {
    return this.#beside().issue;
  }

  /** What belongs to the page and to no document. */
  get furniture(): readonly Furniture[] {
    return this.#beside().furniture;
  }

  /** What is doubtful, in order of place. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#beside().diagnostics;
  }

  /** The document, enclosure, attachment (by id) or division (by eid). */
  find(id: string): Place | null {
    return this.#ask((p) => p.find(String(id))) as Place | null;
  }

  /** What stands at an offset of the source, from the document down to the innermost block. */
  at(offset: number): Place[] {
    if (!isOffset(offset) || offset > this.source.length) {
      throw new GongbaoError("range", `${said(offset)} is no offset of this source`);
    }
    return this.#ask((p) => p.at(offset)) as Place[];
  }

  /** The source's own characters at a span, or at several one after the other. */
  text(span: Readonly<Span> | readonly Readonly<Span>[]): string {
    const several = Array.isArray(span) && typeof span[0] !== "number";
    return (several ? span : [span]).map((one) => this.#slice(one)).join("");
  }

  /** The whole tree, spans in UTF-16 units. Made anew by each call. */
  toObject(): GazetteTree {
    return this.#ask((p) => p.tree(false)) as GazetteTree;
  }

  /** What `JSON.stringify(gazette)` writes: the tree of `toObject()`. */
  toJSON(): GazetteTree {
    return this.toObject();
  }

  /** The tree as the command `gongbao parse` prints it, spans in bytes of UTF-8. */
  toJsonString(): string {
    return JSON.stringify(this.#ask((p) => p.tree(true)));
  }

  /** Gives the memory back. Calling it again does nothing; any other call throws then. */
  free(): void {
    const parsed = this.#parsed;
    this.#parsed = null;
    // The memory of a module that was started anew is gone already.
    if (parsed && this.#era === era()) {
      parsed.free();
    }
  }

  /** The same as `free()`, for `using gazette = parse(text)`. */
  [Symbol.dispose](): void {
    this.free();
  }

  /** What the tree has beside the documents; these are too large to be kept. */
  #beside(): Omit<GazetteTree, "schema" | "documents"> {
    if (!this.#rest) {
      const { record, issue, furniture, diagnostics } = this.toObject();
      this.#rest = { record, issue, furniture, diagnostics };
    }
    return this.#rest;
  }

  #shown(): string {
    const isFreed = !this.#parsed || this.#era !== era();
    return `Gazette { ${isFreed ? "freed" : `documents: ${this.documents.length}`}, length: ${this.source.length} }`;
  }

  #slice(span: unknown): string {
    const [start, end] = (Array.isArray(span) ? span : [span]) as unknown[];
    if (!(isOffset(start) && isOffset(end) && start <= end && end <= this.source.length)) {
      throw new GongbaoError("range", `${said(start)}..${said(end)} is no span of this source`);
    }
    return this.source.slice(start, end);
  }

  #ask(question: (parsed: Parsed) => Uint32Array): unknown {
    const parsed = this.#parsed;
    if (!parsed || this.#era !== era()) {
      throw new GongbaoError("freed", "this gazette was freed");
    }
    return read(guarded(() => question(parsed)), this.source);
  }
}

function isOffset(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** A value for a message: what is no number could have any length, or no text at all. */
function said(value: unknown): string {
  return typeof value === "number" ? String(value) : value === null ? "null" : typeof value;
}

function decode(bytes: BufferSource, encoding: string): string {
  if (!(bytes instanceof ArrayBuffer) && !ArrayBuffer.isView(bytes)) {
    throw new GongbaoError("not_text", "`parse` takes a string or bytes");
  }
  if (bytes.byteLength > MAX_BYTES) {
    throw tooLarge();
  }
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new GongbaoError("encoding", `the bytes are no ${encoding} text`, { cause });
  }
}

function check(source: string): void {
  // A UTF-16 unit is at most three bytes; only near the limit is it worth counting.
  if (source.length > MAX_BYTES || (source.length * 3 > MAX_BYTES && utf8Length(source) > MAX_BYTES)) {
    throw tooLarge();
  }
  if (!isWellFormed(source)) {
    throw new GongbaoError("lone_surrogate", "the text holds half of a surrogate pair");
  }
}

function tooLarge(): GongbaoError {
  return new GongbaoError("too_large", `a text may have ${MAX_BYTES} bytes`);
}

function utf8Length(source: string): number {
  let bytes = 0;
  const buffer = new Uint8Array(1 << 16);
  const encoder = new TextEncoder();
  for (let at = 0; at < source.length; ) {
    const { read, written } = encoder.encodeInto(source.slice(at, at + (1 << 14)), buffer);
    at += Math.max(read, 1);
    bytes += written;
  }
  return bytes;
}

function isWellFormed(source: string): boolean {
  const test = (source as { isWellFormed?: () => boolean }).isWellFormed;
  return test ? test.call(source) : !/\p{Surrogate}/u.test(source);
}
