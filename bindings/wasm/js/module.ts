// The module behind all calls: whether it runs, and what happens when it fails. Not exported by any entry.

import { __wbg_reset_state, initSync } from "./glue.js";
import { GongbaoError } from "./errors.js";

let started = false;
let starts = 0;

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

/** Counts how often the module was started anew: a handle of an earlier one is gone. */
export function era(): number {
  return starts;
}

/** Runs a call of the module; one that traps gets a new module, so that the next call works. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof GongbaoError) {
      throw cause;
    }
    starts += 1;
    __wbg_reset_state();
    throw new GongbaoError("internal", "the parser failed; it has been started anew", { cause });
  }
}
