// What the tests share: the founding texts, and what the command says of them.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
const SEEDS = join(PACKAGE, "../../seeds");
const COMMAND = process.env.GONGBAO;
if (!COMMAND) throw new Error("GONGBAO must name the built command; use `cargo xtask wasm`");

export const seeds = readdirSync(SEEDS)
  .filter((name) => name.endsWith(".txt"))
  .map((name) => {
    const path = join(SEEDS, name);
    const bytes = readFileSync(path);
    return { name: name.replace(".txt", ""), path, bytes, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
  });

/** What the command prints for a file, its last line feed included. */
export function command(path) {
  return execFileSync(COMMAND, ["parse", path], { maxBuffer: 1 << 28 }).toString();
}

/** A text with something in every field that is rare in the founding texts. */
export const RARE = readFileSync(join(PACKAGE, "test/rare.txt"), "utf8");
