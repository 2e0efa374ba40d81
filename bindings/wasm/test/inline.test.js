// The entry that fetches nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import init, { parse } from "gongbao/inline";

test("the inline entry parses at once", async () => {
  await init();
  const gazette = parse("第一条 为了规范工作,制定本办法。");
  assert.equal(gazette.toObject().documents.length, 1);
  gazette.free();
});
