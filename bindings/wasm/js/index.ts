// The entry for browsers, bundlers and workers.

import { GongbaoError } from "./errors.js";
import { isStarted, start } from "./module.js";
import { hasSimd } from "./simd.js";

export * from "./api.js";

/** Where the module comes from: an address, a response, bytes, or the module itself. */
export type InitInput = string | URL | Request | Response | BufferSource | WebAssembly.Module;

let running: Promise<void> | undefined;

/**
 * Loads the parser. Without an argument it fetches the module that lies beside this file: the one with vector
 * instructions where the engine has them, else the plain one. Calling it again does nothing; in Node it does nothing.
 */
export default function init(input?: InitInput | Promise<InitInput>): Promise<void> {
  if (!isStarted()) {
    running ??= load(input).finally(() => (running = undefined));
  }
  return running ?? Promise.resolve();
}

async function load(input?: InitInput | Promise<InitInput>): Promise<void> {
  try {
    start(await moduleOf((await input) ?? ownModule()));
  } catch (cause) {
    throw new GongbaoError("init_failed", "the parser could not be loaded", { cause });
  }
}

function ownModule(): URL {
  return hasSimd()
    ? new URL("./gongbao_simd.wasm", import.meta.url)
    : new URL("./gongbao.wasm", import.meta.url);
}

async function moduleOf(input: InitInput): Promise<WebAssembly.Module> {
  if (input instanceof WebAssembly.Module) {
    return input;
  }
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) {
    return WebAssembly.compile(input);
  }
  const response = input instanceof Response ? input : await fetch(input);
  if (!response.ok) {
    throw new Error(`${response.url}: ${response.status}`);
  }
  // A server that does not know the type must not keep the page from working.
  return response.headers.get("Content-Type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}
