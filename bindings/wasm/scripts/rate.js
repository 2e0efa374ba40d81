// How fast the package is beside what a user knows, on the founding texts; figures for people, nothing is asserted.

import { readFileSync, readdirSync } from "node:fs";

import markdownIt from "markdown-it";

import { parse } from "gongbao";

const seeds = new URL("../../../seeds/", import.meta.url);
const texts = readdirSync(seeds).filter((name) => name.endsWith(".txt")).map((name) => readFileSync(new URL(name, seeds), "utf8"));
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

const rates = Object.fromEntries(Object.keys(WORKS).map((name) => [name, []]));
for (let round = 0; round < 25; round += 1) {
  for (const [name, work] of Object.entries(WORKS)) {
    const from = process.cpuUsage();
    for (let i = 0; i < 4; i += 1) texts.forEach(work);
    const { user, system } = process.cpuUsage(from);
    if (round >= 5) rates[name].push((4 * bytes) / (user + system));
  }
}
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
for (const [name, values] of Object.entries(rates)) console.log(`${name.padEnd(26)} ${median(values).toFixed(1)} MB/s`);
