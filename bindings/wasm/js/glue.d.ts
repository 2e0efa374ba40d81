// What wasm-bindgen writes into glue.js, as far as it is used here.

export class Parsed {
  constructor(text: string);
  tree(bytes: boolean): Uint32Array;
  documents(): Uint32Array;
  find(id: string): Uint32Array;
  at(offset: number): Uint32Array;
  free(): void;
}
export function initSync(options: { module: WebAssembly.Module | BufferSource }): unknown;
export function __wbg_reset_state(): void;
