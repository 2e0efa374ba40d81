// The other entries: the one that fetches, with the plain module, and the one that holds it in itself.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import init, { parse } from "../dist/index.js";
import { PACKAGE, command, seeds } from "./common.js";

const plain = readFileSync(join(PACKAGE, "dist/gongbao.wasm"));

test("before init there is an error, after it the plain module parses", async () => {
  assert.throws(() => parse("通知"), { code: "not_initialised" });
  await assert.rejects(init(new Uint8Array(8)), { code: "init_failed" });
  const response = new Response(plain, { headers: { "Content-Type": "application/wasm" } });
  await Promise.all([init(response), init(), init()]);
  for (const { path, text } of seeds) assert.equal(`${parse(text).toJsonString()}\n`, command(path));
});

test("neither module has a machine's paths in it", () => {
  for (const name of ["gongbao.wasm", "gongbao_simd.wasm"]) {
    const strings = readFileSync(join(PACKAGE, "dist", name)).toString("latin1");
    assert.doesNotMatch(strings, /\/home\/|\/root\/|\/Users\//);
  }
});
