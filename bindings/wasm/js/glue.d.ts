// What wasm-bindgen writes into glue.js, as far as it is used here.

export class Parsed {
  constructor(text: string);
  json(): string;
  view(): string;
  documents(): string;
  find(id: string): string;
  at(offset: number): string;
  free(): void;
}
export function initSync(options: { module: WebAssembly.Module | BufferSource }): unknown;
export function __wbg_reset_state(): void;
