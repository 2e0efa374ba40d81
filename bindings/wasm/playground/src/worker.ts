// Parses away from the page, and sends it what it draws in portions, so that it stays quick.

import init, { GongbaoError, MAX_BYTES, parse, type Gazette } from "gongbao";

import type { Answer, Failure, ListName, Request, Stage } from "./protocol.js";
import { view } from "./rows.js";

/** How many rows go at once. */
const PORTION = 2000;
/** How much of the JSON is shown; all of it is in the download. */
const SHOWN = 4_000_000;

let gazette: Gazette | undefined;

/** Why the page shows nothing. */
class Refusal extends Error {
  constructor(readonly code: Failure) {
    super(code);
  }
}

const say = (answer: Answer) => postMessage(answer);

addEventListener("message", async (event: MessageEvent<Request>) => {
  const request = event.data;
  const { run } = request;
  try {
    await answer(request);
  } catch (error) {
    const known = error instanceof GongbaoError || error instanceof Refusal;
    say({ type: "failed", run, code: known ? error.code : "internal" });
  }
});

async function answer(request: Request): Promise<void> {
  const { run } = request;
  switch (request.type) {
    case "bytes": {
      stage(run, "read", 0.05);
      const { text, encoding } = read(request.bytes);
      say({ type: "text", run, text, encoding });
      return show(run, text);
    }
    case "parse":
      return show(run, request.text);
    case "download": {
      // The command ends its line, so the file does.
      const blob = new Blob([gazette?.toJsonString() ?? "", "\n"], { type: "application/json" });
      return say({ type: "download", run, blob });
    }
    case "lines": {
      const text = pretty(JSON.parse(gazette?.toJsonString() ?? "null"));
      const cut = text.length > SHOWN;
      return say({ type: "lines", run, text: cut ? text.slice(0, text.lastIndexOf("\n", SHOWN)) : text, cut });
    }
  }
}

function stage(run: number, stage: Stage, done: number): void {
  say({ type: "stage", run, stage, done });
}

async function show(run: number, text: string): Promise<void> {
  gazette?.free();
  gazette = undefined;
  stage(run, "load", 0.1);
  await init();
  stage(run, "parse", 0.2);
  const from = performance.now();
  gazette = parse(text);
  const milliseconds = performance.now() - from;
  stage(run, "tree", 0.4);
  const { lists, marks, titles, issue } = view(gazette.toObject());
  const names = Object.keys(lists) as ListName[];
  const total = names.reduce((sum, name) => sum + lists[name].length, 1);
  let sent = 0;
  for (const name of names) {
    for (let at = 0; at < lists[name].length; at += PORTION) {
      const rows = lists[name].slice(at, at + PORTION) as typeof lists[typeof name];
      sent += rows.length;
      say({ type: "rows", run, list: name, rows });
      stage(run, "rows", 0.6 + (0.4 * sent) / total);
    }
  }
  postMessage({ type: "done", run, marks, titles, issue, milliseconds } satisfies Answer, [marks.facts.buffer, marks.forms.buffer]);
}

/** The text of a file: UTF-8, UTF-16 where it says so, else GB18030. */
function read(bytes: ArrayBuffer): { text: string; encoding: string } {
  if (bytes.byteLength > MAX_BYTES) throw new Refusal("too_large");
  const head = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 4096));
  if (String.fromCharCode(...head.subarray(0, 5)) === "%PDF-") throw new Refusal("pdf");
  const marked = head[0] === 0xff && head[1] === 0xfe ? "utf-16le" : head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : "";
  if (!marked && head.includes(0)) throw new Refusal("binary");
  for (const encoding of marked ? [marked] : ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
      if (looksBinary(text)) throw new Refusal("binary");
      return { text, encoding };
    } catch (error) {
      if (error instanceof Refusal) throw error;
    }
  }
  throw new Refusal(looksBinary(new TextDecoder("latin1").decode(head)) ? "binary" : "unknown_encoding");
}

/** Control characters that no text has. */
function looksBinary(text: string): boolean {
  const head = text.slice(0, 4096);
  const controls = head.match(/[\u0000-\u0008\u000e-\u001b\ufffe\uffff]/g)?.length ?? 0;
  return controls * 50 > head.length;
}

/** JSON for reading: places and short lists of numbers stay on their line. */
function pretty(value: unknown): string {
  const places = /\[\s+(-?\d+),\s+(-?\d+)\s+\]/g;
  return JSON.stringify(value, null, 2).replace(places, "[$1, $2]");
}
