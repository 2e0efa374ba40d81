/** What went wrong. */
export type ErrorCode =
  /** `parse` was called before `init` had ended. */
  | "not_initialised"
  /** The module could not be fetched or compiled. */
  | "init_failed"
  /** What came in is neither a string nor bytes. */
  | "not_text"
  /** Something else that came in is of no use: options that are no object, an encoding for a string, a gazette made by `new`. */
  | "argument"
  /** The string holds half of a surrogate pair. */
  | "lone_surrogate"
  /** The bytes are not of the encoding said. */
  | "encoding"
  /** The text is longer than `MAX_BYTES`. */
  | "too_large"
  /** The gazette was freed. */
  | "freed"
  /** An offset or span that does not lie in the source. */
  | "range"
  /** A fault of the module itself; it has been started anew, and what was parsed before is gone. */
  | "internal";

/** What this package throws. */
export class GongbaoError extends Error {
  override readonly name = "GongbaoError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
