// The entry for Node: the module is read beside this file when it is imported.

import { readFileSync } from "node:fs";

import type { InitInput } from "./index.js";
import { start } from "./module.js";
import { hasSimd } from "./simd.js";

export * from "./api.js";
export type { InitInput } from "./index.js";

start(readFileSync(new URL(hasSimd() ? "./gongbao_simd.wasm" : "./gongbao.wasm", import.meta.url)));

/** Does nothing: in Node the parser is ready when it is imported. */
export default function init(_input?: InitInput | Promise<InitInput>): Promise<void> {
  return Promise.resolve();
}
