// Puts the npm package together in dist/: the modules made small, their glue, and the TypeScript compiled.
// WASM names the directory where `cargo xtask` left what wasm-bindgen wrote.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = fileURLToPath(new URL("..", import.meta.url));
const dist = join(here, "dist");
const built = process.env.WASM;
if (!built) throw new Error("WASM is not set; use `cargo xtask wasm`");

const bin = (name) => join(here, "node_modules", ".bin", name);
const run = (name, ...args) => execFileSync(bin(name), args, { cwd: here, stdio: "inherit" });

/** What a page may cost its visitors: a guard against growing unseen. rustup's standard library keeps the messages of panics. */
const LIMITS = { own: { raw: 679_000, gzip: 302_000 }, rustup: { raw: 700_500, gzip: 312_000 } }[process.env.STANDARD_LIBRARY ?? "rustup"];
/**
 * Small, and without functions moved to where they are called once: what is apart is packed better, by a tenth. The first
 * kilobyte of the memory is the end of the stack and never held by anything else, so that offsets can be folded.
 */
const SMALL = ["-Oz", "--converge", "--one-caller-inline-max-function-size=0", "--low-memory-unused"];

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
run("tsc", "--project", ".");
copyFileSync(join(built, "plain", "gongbao.js"), join(dist, "glue.js"));
copyFileSync(join(here, "js", "glue.d.ts"), join(dist, "glue.d.ts"));
copyFileSync(join(here, "js", "inline-module.d.ts"), join(dist, "inline-module.d.ts"));

const features = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext", "--enable-mutable-globals", "--enable-multivalue", "--enable-reference-types"];
for (const [name, build, more] of [["gongbao", "plain", []], ["gongbao_simd", "simd", ["--enable-simd"]]]) {
  const out = join(dist, `${name}.wasm`);
  run("wasm-opt", ...SMALL, ...features, ...more, "--strip-debug", "--strip-producers", "--strip-target-features", join(built, build, "gongbao_bg.wasm"), "-o", out);
  const bytes = readFileSync(out);
  const sizes = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  console.error(`${name}.wasm: ${sizes.raw} bytes, ${sizes.gzip} gzipped`);
  for (const [kind, limit] of Object.entries(LIMITS)) {
    if (sizes[kind] > limit) throw new Error(`${name}.wasm is larger than ${limit} bytes (${kind})`);
  }
}

const module = readFileSync(join(dist, "gongbao.wasm")).toString("base64");
writeFileSync(join(dist, "inline-module.js"), `export default "${module}";\n`);
