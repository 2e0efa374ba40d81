// The types: a sample under --strict, and the trees of the texts as literals, in which an unknown or missing field is an error.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { parse } from "gongbao";

import { PACKAGE, RARE, seeds } from "./common.js";

const tsc = (...args) => {
  try {
    execFileSync(join(PACKAGE, "node_modules/.bin/tsc"), args, { cwd: join(PACKAGE, "test/strict"), stdio: "pipe" });
  } catch (error) {
    assert.fail(String(error.stdout).slice(0, 4000));
  }
};
const trees = [...seeds.map((seed) => seed.text), RARE].map((text) => {
  const gazette = parse(text);
  const tree = gazette.toObject();
  gazette.free();
  return tree;
});

test("every tree fits the types, and a sample compiles under --strict", () => {
  const dir = join(PACKAGE, "test/strict/trees");
  mkdirSync(dir, { recursive: true });
  trees.forEach((tree, i) => {
    const source = `import type { GazetteTree } from "gongbao";\nexport const tree: GazetteTree = ${JSON.stringify(tree)};\n`;
    writeFileSync(join(dir, `tree-${i}.ts`), source);
  });
  tsc("--project", ".");
});

test("the types have no field that trees never have", () => {
  const types = readFileSync(join(PACKAGE, "js/tree.ts"), "utf8");
  const named = new Set([...types.matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name));
  const seen = new Set();
  const walk = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value !== null && typeof value === "object") for (const [key, inner] of Object.entries(value)) seen.add(key), walk(inner);
  };
  trees.forEach(walk);
  assert.deepEqual([...named].filter((name) => !seen.has(name)), []);
});
