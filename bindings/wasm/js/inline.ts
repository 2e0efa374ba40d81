// The entry that holds the module in itself, for single-file pages and notebooks: nothing is fetched.

import type { InitInput } from "./index.js";
import module from "./inline-module.js";
import { start } from "./module.js";

export * from "./api.js";
export type { InitInput } from "./index.js";

start(Uint8Array.from(atob(module), (c) => c.charCodeAt(0)));

/** Does nothing: the parser is ready when this entry is imported. */
export default function init(_input?: InitInput | Promise<InitInput>): Promise<void> {
  return Promise.resolve();
}
