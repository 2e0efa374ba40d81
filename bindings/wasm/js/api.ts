// The calls that every entry exports. Which module they run on is decided by the entry, by `start`.

import { Parsed, __wbg_reset_state, initSync } from "./glue.js";
import { GongbaoError } from "./errors.js";
import { read } from "./flat.js";
import type { DocumentKind, GazetteTree, IsoDate, Level, Span } from "./tree.js";

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

let started = false;
/** Counts how often the module was started: a handle of an earlier one is gone. */
let era = 0;

/** Starts the module; later calls do nothing. */
export function start(module: WebAssembly.Module | BufferSource): void {
  if (!started) {
    initSync({ module });
    started = true;
  }
}

export function isStarted(): boolean {
  return started;
}

/**
 * Parses a text. Never fails on the text itself: what is doubtful is in `toObject().diagnostics`.
 *
 * Bytes are decoded as UTF-8, or as `options.encoding` says; a byte order mark is kept, so that offsets fit the file.
 */
export function parse(text: string | BufferSource, options: ParseOptions = {}): Gazette {
  if (!started) {
    throw new GongbaoError("not_initialised", "call `await init()` before `parse`");
  }
  const source = typeof text === "string" ? text : decode(text, options.encoding ?? "utf-8");
  check(source);
  return new Gazette(source, guarded(() => new Parsed(source)));
}

/** A parsed text. Its memory lies outside of what JavaScript collects: call `free()`, or declare it with `using`. */
export class Gazette {
  /** The text that was parsed. */
  readonly source: string;
  #parsed: Parsed | null;
  readonly #era = era;
  #documents: readonly DocumentHead[] | undefined;

  /** @internal */
  constructor(source: string, parsed: Parsed) {
    this.source = source;
    this.#parsed = parsed;
  }

  /** The heads of the documents, in order. Made when first asked. */
  get documents(): readonly DocumentHead[] {
    this.#documents ??= this.#ask((p) => p.documents()) as DocumentHead[];
    return this.#documents;
  }

  /** The document, enclosure, attachment (by id) or division (by eid). */
  find(id: string): Place | null {
    return this.#ask((p) => p.find(String(id))) as Place | null;
  }

  /** What stands at an offset of the source, from the document down to the innermost block. */
  at(offset: number): Place[] {
    if (!Number.isInteger(offset) || offset < 0 || offset > this.source.length) {
      throw new GongbaoError("range", `${offset} is no offset of this source`);
    }
    return this.#ask((p) => p.at(offset)) as Place[];
  }

  /** The source's own characters at a span, or at several one after the other. */
  text(span: Readonly<Span> | readonly Readonly<Span>[]): string {
    const spans = (typeof span[0] === "number" ? [span] : span) as readonly Span[];
    return spans.map(([start, end]) => this.#slice(start, end)).join("");
  }

  /** The whole tree, spans in UTF-16 units. Made anew by each call. */
  toObject(): GazetteTree {
    return this.#ask((p) => p.tree(false)) as GazetteTree;
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
    if (parsed && this.#era === era) {
      parsed.free();
    }
  }

  /** The same as `free()`, for `using gazette = parse(text)`. */
  [Symbol.dispose](): void {
    this.free();
  }

  #slice(start: number, end: number): string {
    if (!(start >= 0 && start <= end && end <= this.source.length)) {
      throw new GongbaoError("range", `${start}..${end} is no span of this source`);
    }
    return this.source.slice(start, end);
  }

  #ask(question: (parsed: Parsed) => Uint32Array): unknown {
    const parsed = this.#parsed;
    if (!parsed || this.#era !== era) {
      throw new GongbaoError("freed", "this gazette was freed");
    }
    return read(guarded(() => question(parsed)), this.source);
  }
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

/** Runs a call of the module; one that traps gets a new module, so that the next call works. */
function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof GongbaoError) {
      throw cause;
    }
    era += 1;
    __wbg_reset_state();
    throw new GongbaoError("internal", "the parser failed; it has been started anew", { cause });
  }
}
