// The package in Node: the same trees as the command, plain errors for bad input, and a module that goes on working.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";

import init, { Gazette, GongbaoError, MAX_BYTES, parse } from "gongbao";

import { Parsed } from "../dist/glue.js";
import { PACKAGE, RARE, command, seeds } from "./common.js";

/** A tree of the command with its spans in UTF-16 units. */
function converted(json, bytes) {
  const units = new Uint32Array(bytes.length + 1);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    units[i] = at;
    if ((bytes[i] & 0xc0) !== 0x80) at += bytes[i] >= 0xf0 ? 2 : 1;
  }
  units[bytes.length] = at;
  const offsets = (value) => (Array.isArray(value) ? value.map(offsets) : value === null ? null : units[value]);
  return JSON.parse(json, (key, value) => (/(^|_)spans?$/.test(key) ? offsets(value) : value));
}

for (const { name, path, bytes, text } of seeds) {
  test(`${name}: the command's bytes, and its tree in UTF-16 units`, () => {
    const json = command(path);
    using_(parse(text), (gazette) => {
      assert.equal(`${gazette.toJsonString()}\n`, json);
      const tree = gazette.toObject();
      assert.deepEqual(tree, converted(json, bytes));
      for (const document of tree.documents) {
        if (document.title_span) assert.equal(clean(text.slice(...document.title_span)), clean(document.title));
      }
    });
    using_(parse(bytes), (gazette) => assert.equal(`${gazette.toJsonString()}\n`, json));
  });

  test(`${name}: every id is found, at its place`, () => {
    using_(parse(text), (gazette) => {
      assert.deepEqual(gazette.documents.map((d) => d.id), gazette.toObject().documents.map((d) => d.id));
      let divisions = 0;
      const walk = (value) => {
        if (Array.isArray(value)) return value.forEach(walk);
        if (value === null || typeof value !== "object") return;
        if (value.eid) {
          divisions += 1;
          const place = gazette.find(value.eid);
          assert.deepEqual([place.id, place.span, place.marker], [value.eid, value.span, value.marker]);
          assert.ok(gazette.at(value.span[0]).some((p) => p.id === value.eid), value.eid);
        }
        Object.values(value).forEach(walk);
      };
      walk(gazette.toObject().documents);
      assert.ok(divisions > 0);
      assert.equal(gazette.find("doc_99"), null);
    });
  });
}

test("what is rare, and signs that JSON escapes: the command's bytes, and its tree", () => {
  const text = `${RARE}\n一、"引\\号"\u0001\u007f\u2028😀\t见《\u0002办法》(责任单位:市"甲"局)\n`;
  const dir = mkdtempSync(join(tmpdir(), "gongbao-"));
  try {
    const path = join(dir, "rare.txt");
    writeFileSync(path, text);
    const json = command(path);
    using_(parse(text), (gazette) => {
      assert.equal(`${gazette.toJsonString()}\n`, json);
      assert.deepEqual(gazette.toObject(), converted(json, readFileSync(path)));
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test("a text with pairs and a byte order mark keeps its places", () => {
  const text = "\ufeff😀市人民政府关于做好防汛工作的通知\n各区人民政府:\n一、总体要求\n保障安全。";
  using_(parse(new TextEncoder().encode(text)), (gazette) => {
    assert.equal(gazette.source, text);
    assert.equal(gazette.text(gazette.find("doc_1__h1_1").span), "一、总体要求\n保障安全。");
    assert.equal(gazette.text([[1, 3], [4, 6]]), text.slice(1, 3) + text.slice(4, 6));
  });
});

test("GB18030 is decoded where it is said", () => {
  // 通知
  using_(parse(new Uint8Array([0xcd, 0xa8, 0xd6, 0xaa]), { encoding: "gb18030" }), (g) => assert.equal(g.source, "通知"));
});

test("the empty text is an empty gazette with a finding", () => {
  using_(parse(""), (gazette) => {
    assert.deepEqual(gazette.documents, []);
    assert.deepEqual(gazette.toObject().diagnostics.map((d) => d.code), ["GB0001"]);
    assert.deepEqual(gazette.at(0), []);
  });
});

test("bad input is an error with a code, and the next text is parsed", () => {
  const cases = [
    [() => parse("a".repeat(100_000_000)), "too_large"],
    [() => parse("中".repeat(MAX_BYTES / 3 + 1)), "too_large"],
    [() => parse(new Uint8Array(100_000_000)), "too_large"],
    [() => parse("半\ud800个"), "lone_surrogate"],
    [() => parse(undefined), "not_text"],
    [() => parse(42), "not_text"],
    [() => parse({}), "not_text"],
    [() => parse(new Uint8Array([0xff, 0xfe, 0x00, 0xd8])), "encoding"],
    [() => parse(new Uint8Array(4), { encoding: "no such" }), "encoding"],
    [() => parse("通知").at(-1), "range"],
    [() => parse("通知").at(0.5), "range"],
    [() => parse("通知").at(null), "range"],
    [() => parse("通知").text([0, 9]), "range"],
    [() => parse("通知").text([1, 0]), "range"],
    [() => parse("通知").text([0, 1.5]), "range"],
    [() => parse("通知").text(null), "range"],
    [() => parse("通知").text(undefined), "range"],
    [() => parse("通知").text([[0, 1], null]), "range"],
    [() => parse("通知").text("0"), "range"],
    [() => parse("通知", null), "argument"],
    [() => parse("通知", "gbk"), "argument"],
    [() => parse("通知", { encoding: "gbk" }), "argument"],
    [() => parse(new Uint8Array(4), "gbk"), "argument"],
    [() => new Gazette("通知"), "argument"],
  ];
  for (const [call, code] of cases) {
    assert.throws(call, (error) => error instanceof GongbaoError && error.name === "GongbaoError" && error.code === code, code);
    using_(parse("关于放假的通知"), (gazette) => assert.equal(gazette.source.length, 7));
  }
});

test("JSON has the tree, and what it has beside the documents is at hand", () => {
  const { text } = seeds[0];
  using_(parse(text), (gazette) => {
    const tree = gazette.toObject();
    assert.deepEqual(JSON.parse(JSON.stringify(gazette)), tree);
    const { record, issue, furniture, diagnostics } = gazette;
    assert.deepEqual({ record, issue, furniture, diagnostics }, { record: tree.record, issue: tree.issue, furniture: tree.furniture, diagnostics: tree.diagnostics });
    assert.equal(gazette.diagnostics, diagnostics);
    assert.equal(gazette.text([]), "");
  });
});

test("Node shows a gazette in a line, freed or not", () => {
  const gazette = parse("关于放假的通知\n一、时间");
  assert.equal(inspect(gazette), "Gazette { documents: 1, length: 12 }");
  assert.equal(inspect({ gazette }), "{ gazette: Gazette { documents: 1, length: 12 } }");
  gazette.free();
  assert.equal(inspect(gazette), "Gazette { freed, length: 12 }");
});

test("nothing is exported but what the README names", async () => {
  const names = ["Gazette", "GongbaoError", "MAX_BYTES", "default", "parse"];
  for (const entry of ["gongbao", "gongbao/inline"]) assert.deepEqual(Object.keys(await import(entry)).sort(), names);
});

test("a freed gazette says so; freeing twice does nothing", () => {
  const gazette = parse("通知");
  assert.ok(gazette instanceof Gazette);
  gazette[Symbol.dispose ?? "free"]();
  gazette.free();
  assert.throws(() => gazette.toObject(), { code: "freed" });
});

test("a module that traps is started anew", () => {
  const before = parse("通知");
  const { tree } = Parsed.prototype;
  Parsed.prototype.tree = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  assert.throws(() => before.toObject(), { code: "internal" });
  Parsed.prototype.tree = tree;
  assert.throws(() => before.toObject(), { code: "freed" });
  before.free();
  using_(parse("关于放假的通知"), (gazette) => assert.equal(gazette.toObject().schema, "gongbao/1"));
});

test("many parses do not grow the memory when freed", () => {
  const { text } = seeds[0];
  for (let i = 0; i < 300; i += 1) using_(parse(text), (gazette) => gazette.documents);
  assert.ok(process.memoryUsage().rss < 1.5e9);
});

test("init does nothing in Node, however often", async () => {
  await Promise.all([init(), init("no such file")]);
});

test("the glue is small", () => {
  const glue = readFileSync(join(PACKAGE, "dist/glue.js"));
  assert.ok(gzipSync(glue).length <= 12_000);
});

function clean(text) {
  return text.replace(/[\s《》]/g, "");
}

function using_(gazette, use) {
  try {
    return use(gazette);
  } finally {
    gazette.free();
  }
}
