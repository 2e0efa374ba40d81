// A module worker that parses: `new Worker(new URL("gongbao/worker", import.meta.url), { type: "module" })`.
// It takes `ParseRequest` and answers each with a `ParseAnswer` of the same id.

import init, { GongbaoError, parse, type ErrorCode, type GazetteTree } from "./index.js";

/** What the worker is asked. */
export interface ParseRequest {
  id: number;
  text: string | ArrayBuffer;
  /** The encoding of bytes; a string has none. */
  encoding?: string;
  /** Whether the answer is the tree (spans in UTF-16 units) or the command's JSON text. */
  as?: "object" | "json";
}

/** What it answers. */
export type ParseAnswer =
  | { id: number; tree: GazetteTree }
  | { id: number; json: string }
  | { id: number; error: { code: ErrorCode; message: string } };

async function answer({ id, text, encoding, as }: ParseRequest): Promise<ParseAnswer> {
  try {
    await init();
    const gazette = parse(text, encoding === undefined ? {} : { encoding });
    try {
      return as === "json" ? { id, json: gazette.toJsonString() } : { id, tree: gazette.toObject() };
    } finally {
      gazette.free();
    }
  } catch (error) {
    const code = error instanceof GongbaoError ? error.code : "internal";
    return { id, error: { code, message: (error as Error).message } };
  }
}

addEventListener("message", async (event: MessageEvent<ParseRequest>) => {
  postMessage(await answer(event.data));
});
