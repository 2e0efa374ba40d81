// How fast the package is beside the parser outside of WebAssembly and beside what a user knows, on the founding texts, in
// one run; figures for people, nothing is asserted. `cargo xtask rate` builds what NATIVE names.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import markdownIt from "markdown-it";

import { parse } from "gongbao";

const seeds = new URL("../../../seeds/", import.meta.url);
const files = readdirSync(seeds).filter((name) => name.endsWith(".txt")).map((name) => fileURLToPath(new URL(name, seeds)));
const texts = files.map((file) => readFileSync(file, "utf8"));
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/** What a script does that looks for ten forms, each with an expression of its own. */
const FORMS = [
  /[\u4e00-\u9fa5]{1,8}〔\d{4}〕\d+号/g,
  /《[^《》]+》/g,
  /\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日/g,
  /^[一二三四五六七八九十]+、.*$/gm,
  /^[((][一二三四五六七八九十]+[))].*$/gm,
  /^\d+[..].*$/gm,
  /第[一二三四五六七八九十百]+条/g,
  /[((](?:责任|牵头)(?:单位|部门)[::][^()()]+[))]/g,
  /(?:到|至)?\s*\d{4}\s*年(?:\s*\d{1,2}\s*月)?底?前/g,
  /\d+(?:\.\d+)?\s*[%%]/g,
];
const markdown = markdownIt();

const WORKS = {
  "lazy parse from a string": (text) => parse(text).free(),
  "parse and documents": (text) => {
    const gazette = parse(text);
    void gazette.documents.length;
    gazette.free();
  },
  "toObject()": (text) => {
    const gazette = parse(text);
    void gazette.toObject();
    gazette.free();
  },
  "toJsonString()": (text) => {
    const gazette = parse(text);
    void gazette.toJsonString();
    gazette.free();
  },
  "ten expressions": (text) => {
    let found = 0;
    for (const form of FORMS) for (const _ of text.matchAll(form)) found += 1;
    return found;
  },
  "markdown-it tokens": (text) => markdown.parse(text, {}),
};

/** How often all texts are read in a round, and which rounds count. */
const [TIMES, WARM, ROUNDS] = [4, 5, 25];

const native = spawn(process.env.NATIVE ?? "", files, { stdio: ["pipe", "pipe", "inherit"] });
native.on("error", () => {
  throw new Error("NATIVE names no program; use `cargo xtask rate`");
});
const answers = createInterface({ input: native.stdout })[Symbol.asyncIterator]();

/** The microseconds of processor time that the parser takes outside of WebAssembly. */
async function natively() {
  native.stdin.write(`${TIMES}\n`);
  return Number((await answers.next()).value);
}

function here(work) {
  const from = process.cpuUsage();
  for (let i = 0; i < TIMES; i += 1) texts.forEach(work);
  const { user, system } = process.cpuUsage(from);
  return user + system;
}

const NATIVE = "the parser, natively";
const taken = Object.fromEntries([NATIVE, ...Object.keys(WORKS)].map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  const times = [[NATIVE, await natively()], ...Object.entries(WORKS).map(([name, work]) => [name, here(work)])];
  if (round >= WARM) for (const [name, time] of times) taken[name].push(time);
}
native.stdin.end();

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
for (const [name, times] of Object.entries(taken)) console.log(`${name.padEnd(26)} ${((TIMES * bytes) / median(times)).toFixed(1)} MB/s`);

/** How many times as fast one is as another: the median of the rounds. */
function ratio(name, other, aim) {
  const times = median(taken[other].map((time, round) => time / taken[name][round]));
  console.log(`${name} / ${other}: ${times.toFixed(2)} (at least ${aim})`);
}
console.log();
ratio("lazy parse from a string", NATIVE, 0.3);
ratio("lazy parse from a string", "ten expressions", 3);
ratio("toObject()", "markdown-it tokens", 1);
