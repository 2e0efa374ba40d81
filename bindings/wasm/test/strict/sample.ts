// What a user writes, compiled under --strict and never run.

import init, { Gazette, GongbaoError, parse, type Block, type Diagnostic, type ErrorCode, type GazetteTree, type Place, type Span } from "gongbao";
import { parse as parseInline } from "gongbao/inline";
import type { ParseAnswer, ParseRequest } from "gongbao/worker";

await init();
await init(new URL("https://example.org/gongbao.wasm"));
await init(fetch("gongbao.wasm"));

using gazette = parse(await (await fetch("gazette.txt")).arrayBuffer(), { encoding: "gb18030" });
for (const { id, title, span } of gazette.documents) {
  const [start, end]: Span = span;
  console.log(id, title?.length, gazette.source.slice(start, end), gazette.source.slice(...span));
}
const place: Place | null = gazette.find("doc_1__h1_2");
console.log(place?.marker?.length, gazette.at(0).at(-1)?.type, gazette.text([0, 1]));

const findings: readonly Diagnostic[] = gazette.diagnostics;
console.log(findings[0]?.code, gazette.issue?.title, gazette.record?.publisher, gazette.furniture.length);

const tree: GazetteTree = gazette.toObject();
const same: GazetteTree = gazette.toJSON();
console.log(JSON.stringify(same).length);
const headings = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => (block.type === "division" ? [block.heading ?? block.marker, ...headings(block.children)] : []));
for (const document of tree.documents) {
  console.log(headings(document.body), document.title_span?.[0], document.assignments[0]?.groups[0]?.lead[0]);
  // @ts-expect-error: there is no such kind.
  if (document.kind === "newspaper") console.log(document.kind);
}

try {
  parseInline("通知").free();
} catch (error) {
  const code: ErrorCode | undefined = error instanceof GongbaoError ? error.code : undefined;
  console.log(code);
}

// @ts-expect-error: a number is no text.
parse(42);
// @ts-expect-error: an encoding alone is no options.
parse("通知", "gbk");
// @ts-expect-error: a gazette is made by parse.
new Gazette("通知");

const request: ParseRequest = { id: 1, text: "通知", as: "json" };
const answer = (message: ParseAnswer) => ("error" in message ? message.error.code : message.id);
console.log(request, answer);
