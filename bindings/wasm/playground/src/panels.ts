// The tabs: each a panel over one list of the parse.

import { h, svg } from "./dom.js";
import { Grid, toCsv, type Column } from "./grid.js";
import { VirtualList } from "./list.js";
import type { CitationRow, DeadlineRow, DutyRow, FindingRow, TableRow, TargetRow } from "./protocol.js";
import type { Loaded, Selection } from "./state.js";
import { Tree } from "./tree.js";
import { findingWords, modeName, say, severityName } from "./words.js";

export interface Panel {
  element: HTMLElement;
  /** Draws; the element is in the page by then. */
  show(): void;
  close(): void;
  pick?(row: number): void;
  csv?(): string;
}

export type Pick = (selection: Selection) => void;

const at = (of: Selection["of"], row: { start: number; end: number }, index: number): Selection => ({ start: row.start, end: row.end, of, row: index });

const collator = new Intl.Collator("zh-Hans-CN", { numeric: true });
const byWords = <Row>(value: (row: Row) => string) => (a: Row, b: Row) => collator.compare(value(a), value(b));
const byPlace = (a: { start: number }, b: { start: number }) => a.start - b.start;

/** A column that shows one value and sorts by it. */
function words<Row>(key: string, label: string, value: (row: Row) => string): Column<Row> {
  return { key, label, value, cell: (row) => value(row), compare: byWords(value) };
}

const ORDER = { key: "place", value: () => "" };
/** A column that puts the rows in the order of the text. */
function place<Row extends { start: number }>(line: (offset: number) => number): Column<Row> {
  const value = (row: Row) => String(line(row.start));
  return { ...ORDER, label: say("行", "Line"), value, cell: value, compare: byPlace };
}

export function outline(loaded: Loaded, pick: Pick): Panel {
  const { outline } = loaded.lists;
  const tree = new Tree(outline, (row, index) => pick(at("outline", row, index)));
  const csv = () =>
    toCsv([
      ["depth", "type", "id", "marker", "heading", "start", "end"],
      ...outline.map((r) => [String(r.depth), r.type, r.id ?? "", r.marker, r.label, String(r.start), String(r.end)]),
    ]);
  return { element: tree.element, show: () => tree.show(), close: () => tree.close(), pick: (row) => tree.pick(row), csv };
}

export function duties(loaded: Loaded, pick: Pick, line: (offset: number) => number): Panel {
  const rows = loaded.lists.duties;
  const counts = new Map<string, number>();
  rows.forEach(({ unit }) => counts.set(unit, (counts.get(unit) ?? 0) + 1));
  const byUnit = (a: DutyRow, b: DutyRow) => counts.get(b.unit)! - counts.get(a.unit)! || collator.compare(a.unit, b.unit);
  const role = (row: DutyRow) => (row.lead ? say("牵头", "lead") : say("参加", "with"));
  return new Grid<DutyRow>({
    name: "duties",
    label: say("责任,按单位", "Duties by unit"),
    rows,
    sort: "unit",
    group: { by: "unit", heading: (row) => row.unit },
    columns: [
      { ...words<DutyRow>("unit", say("单位", "Unit"), (r) => r.unit), compare: byUnit },
      { ...words<DutyRow>("role", say("角色", "Role"), role), cell: (r) => h(`span.pill${r.lead ? ".lead" : ""}` as "span", {}, role(r)) },
      words("mode", say("方式", "Mode"), (r) => modeName(r.mode)),
      words("where", say("事项", "What"), (r) => r.where),
      place(line),
    ],
    onpick: (row, index) => pick(at("duty", row, index)),
  });
}

export function deadlines(loaded: Loaded, pick: Pick, line: (offset: number) => number): Panel {
  const rows = loaded.lists.deadlines;
  const when = (row: DeadlineRow) => row.until || say("无日期", "no date");
  const order = (a: DeadlineRow, b: DeadlineRow) => (a.until || "9999").localeCompare(b.until || "9999") || a.start - b.start;
  const grid = new Grid<DeadlineRow>({
    name: "deadlines",
    label: say("期限,按时间", "Deadlines by date"),
    rows,
    sort: "until",
    group: { by: "until", heading: (row) => row.until.slice(0, 4) || say("无日期", "no date") },
    columns: [
      { ...words<DeadlineRow>("until", say("截止", "Until"), when), compare: order },
      words("text", say("原文", "Words"), (r) => r.text),
      words("where", say("事项", "What"), (r) => r.where),
      place(line),
    ],
    onpick: (row, index) => pick(at("deadline", row, index)),
  });
  const strip = timeline(rows, (period) => grid.reveal((row) => row.until.startsWith(period)));
  const element = h("div.stack", {}, strip, grid.element);
  return { element, show: () => grid.show(), close: () => grid.close(), pick: (row) => grid.pick(row), csv: () => grid.csv() };
}

/** How many deadlines fall in each year or, of a short time, in each quarter. */
function timeline(rows: readonly DeadlineRow[], reveal: (period: string) => void): HTMLElement | null {
  const dated = rows.filter((r) => r.until);
  if (!dated.length) return null;
  const counts = new Map<string, number>();
  for (const { until } of dated) counts.set(until.slice(0, 4), (counts.get(until.slice(0, 4)) ?? 0) + 1);
  const years = [...counts.keys()].map(Number);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const most = Math.max(...counts.values());
  const bars = [];
  // A year far off (a slip of the text) must not fill the page with empty ones.
  const shown = last - first > 30 ? [...counts.keys()].sort().map(Number) : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  for (const year of shown) {
    const count = counts.get(String(year)) ?? 0;
    const bar = h("span.amount", {});
    bar.style.height = `${count ? Math.max(4, (count / most) * 40) : 1}px`;
    bars.push(
      h("button.year", { type: "button", disabled: !count, onclick: () => reveal(String(year)) }, h("span.sum", {}, count ? String(count) : ""), bar, h("span", {}, ` ${year}`)),
    );
  }
  return h("div.timeline", { role: "group", "aria-label": say("时间轴", "Timeline") }, ...bars);
}

export function targets(loaded: Loaded, pick: Pick, line: (offset: number) => number): Panel {
  const sign = (row: TargetRow) => ({ "=": "", ">=": "≥ ", "<=": "≤ ", "<": "< ", ">": "> ", "~": "≈ " })[row.comparator ?? "="];
  const figure = (row: TargetRow) => `${sign(row)}${row.value}${row.unit}`;
  const size = (row: TargetRow) => Number.parseFloat(row.value.replaceAll(",", "")) || 0;
  return new Grid<TargetRow>({
    name: "targets",
    label: say("指标", "Targets"),
    rows: loaded.lists.targets,
    sort: "place",
    columns: [
      words("indicator", say("指标", "Indicator"), (r) => r.indicator || "—"),
      { ...words<TargetRow>("value", say("目标值", "Value"), figure), compare: (a, b) => size(a) - size(b) },
      words("due", say("时限", "Due"), (r) => r.due),
      words("nature", say("属性", "Nature"), (r) => r.nature),
      place(line),
    ],
    onpick: (row, index) => pick(at("target", row, index)),
  });
}

export function citations(loaded: Loaded, pick: Pick, line: (offset: number) => number): Panel {
  const rows = loaded.lists.citations;
  const cited = (row: CitationRow) => row.title || row.number;
  const counts = new Map<string, number>();
  rows.forEach((row) => counts.set(cited(row), (counts.get(cited(row)) ?? 0) + 1));
  const byCount = (a: CitationRow, b: CitationRow) => counts.get(cited(b))! - counts.get(cited(a))! || collator.compare(cited(a), cited(b));
  const grid = new Grid<CitationRow>({
    name: "citations",
    label: say("引用", "Citations"),
    rows,
    sort: "title",
    group: { by: "title", heading: cited },
    columns: [
      { ...words<CitationRow>("title", say("被引文件", "Cited"), (r) => r.title || r.number), compare: byCount },
      words("number", say("文号", "Number"), (r) => r.number),
      words("article", say("条款", "Article"), (r) => r.article),
      words("where", say("引用处", "In"), (r) => r.where),
      place(line),
    ],
    onpick: (row, index) => pick(at("citation", row, index)),
  });
  const graph = h("details.graph", { open: innerWidth > 900 }, h("summary", {}, say("引用图", "Graph")), citationGraph(loaded, counts, cited, (title) => grid.reveal((row) => cited(row) === title)));
  const element = h("div.stack", {}, rows.length ? graph : null, grid.element);
  return { element, show: () => grid.show(), close: () => grid.close(), pick: (row) => grid.pick(row), csv: () => grid.csv() };
}

/** How many documents, and how many cited ones, the graph has. */
const DRAWN = { documents: 6, cited: 10 };

function citationGraph(loaded: Loaded, counts: Map<string, number>, cited: (row: CitationRow) => string, reveal: (title: string) => void): Element {
  const citing = new Map<number, number>();
  loaded.lists.citations.forEach((row) => citing.set(row.document, (citing.get(row.document) ?? 0) + 1));
  const left = [...citing].sort((a, b) => b[1] - a[1]).slice(0, DRAWN.documents).map(([d]) => d).sort((a, b) => a - b);
  const right = [...counts].sort((a, b) => b[1] - a[1]).slice(0, DRAWN.cited).map(([t]) => t);
  const edges = new Map<string, number>();
  for (const row of loaded.lists.citations) {
    const [from, to] = [left.indexOf(row.document), right.indexOf(cited(row))];
    if (from >= 0 && to >= 0) edges.set(`${from} ${to}`, (edges.get(`${from} ${to}`) ?? 0) + 1);
  }
  const height = Math.max(left.length, right.length) * 22 + 8;
  const y = (i: number, of: number) => ((i + 0.5) * height) / of;
  const short = (text: string, n: number) => (text.length > n ? `${text.slice(0, n)}…` : text);
  const lines = [...edges].map(([key, weight]) => {
    const [from = 0, to = 0] = key.split(" ").map(Number);
    const [a, b] = [y(from, left.length), y(to, right.length)];
    return svg("path", { class: "edge", d: `M232 ${a} C 290 ${a}, 290 ${b}, 348 ${b}`, "stroke-width": Math.min(1 + weight / 2, 7) });
  });
  const documents = left.map((d, i) => svg("text", { x: 226, y: y(i, left.length) + 4, "text-anchor": "end" }, svg("title", {}, loaded.titles[d] ?? ""), short(loaded.titles[d] ?? "", 17)));
  const titles = right.map((title, i) =>
    svg("text", { x: 354, y: y(i, right.length) + 4, class: "cited", onclick: () => reveal(title) }, svg("title", {}, title), `${short(title, 15)} ${counts.get(title)}`),
  );
  const name = say(`引用图:${left.length} 份公文,${right.length} 份被引文件;全部列于下表`, `Graph of ${left.length} documents and ${right.length} cited ones; all are in the table below`);
  return svg("svg", { viewBox: `0 0 600 ${height}`, role: "img", "aria-label": name }, ...lines, ...documents, ...titles);
}

/** How many rows of a table are drawn; the download has all. */
const TABLE_ROWS = 200;

export function tables(loaded: Loaded, pick: Pick): Panel {
  const all = loaded.lists.tables;
  const body = h("div.rows", {});
  const scroller = h("div.tables", { role: "group", tabindex: 0, "aria-label": say("表格和名单", "Tables and rosters") }, body);
  let picked = -1;
  const render = (index: number) => {
    const table = all[index]!;
    const name = table.title || say(`表 ${index + 1}`, `Table ${index + 1}`);
    const head = table.columns.length ? h("thead", {}, h("tr", {}, ...table.columns.map((c) => h("th", { scope: "col" }, c)))) : null;
    const rows = table.rows.slice(0, TABLE_ROWS).map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell))));
    const show = h("button.quiet", { type: "button", onclick: () => pick(at("table", table, index)) }, say("看原文", "Show in source"));
    const save = h("button.quiet", { type: "button", onclick: () => download(`${name}.csv`, csvOf(table)) }, "CSV");
    const more = table.rows.length > TABLE_ROWS ? h("p.note", {}, say(`另有 ${table.rows.length - TABLE_ROWS} 行,见 CSV`, `${table.rows.length - TABLE_ROWS} more rows are in the CSV`)) : null;
    const scroll = h("div.wide", { tabindex: 0, role: "group", "aria-label": name }, h("table", { "aria-label": name }, head, h("tbody", {}, ...rows)));
    return h("section.table", { "data-picked": index === picked }, h("header", {}, h("h3", {}, name), show, save), scroll, more);
  };
  const list = new VirtualList({ scroller, body, estimate: (i) => 90 + Math.min(all[i]!.rows.length, TABLE_ROWS) * 34, render });
  const show = () => {
    list.reset(all.length);
    if (!all.length) body.replaceChildren(h("p.none", {}, say("没有表格", "No tables")));
  };
  const choose = (row: number) => {
    picked = row;
    list.scrollTo(row, "start");
    list.refresh();
  };
  return { element: scroller, show, close: () => list.close(), pick: choose, csv: () => all.map(csvOf).join("\r\n") };
}

const csvOf = (table: TableRow) => toCsv([...(table.columns.length ? [table.columns] : []), ...table.rows]);

export function findings(loaded: Loaded, pick: Pick, line: (offset: number) => number): Panel {
  const rank = { error: 0, warning: 1, note: 2 };
  return new Grid<FindingRow>({
    name: "findings",
    label: say("存疑之处", "Findings"),
    rows: loaded.lists.findings,
    sort: "severity",
    columns: [
      {
        ...words<FindingRow>("severity", say("程度", "Severity"), (r) => severityName(r.severity)),
        cell: (r) => h(`span.pill.${r.severity}` as "span", {}, severityName(r.severity)),
        compare: (a, b) => rank[a.severity] - rank[b.severity],
      },
      words("code", say("代码", "Code"), (r) => r.code),
      words("message", say("说明", "What"), (r) => findingWords(r.code, r.message)),
      place(line),
    ],
    onpick: (row, index) => pick(at("finding", row, index)),
  });
}

export function json(ask: () => Promise<{ text: string; cut: boolean }>): Panel {
  const body = h("div.rows", {});
  const scroller = h("div.json", { tabindex: 0, role: "group", "aria-label": "JSON", lang: "zh-CN" }, body);
  const note = h("p.note", {}, say("与命令 gongbao parse 的输出相同;位置以 UTF-8 字节计。", "The same as the command gongbao parse prints; places count bytes of UTF-8."));
  let lines: string[] = [];
  const render = (index: number) => h("div.code", {}, ...coloured(lines[index] ?? ""));
  const list = new VirtualList({ scroller, body, estimate: (i) => Math.ceil((lines[i]?.length ?? 1) / 70) * 20, render });
  const show = () => {
    if (lines.length) return list.reset(lines.length);
    body.replaceChildren(h("p.none", {}, "…"));
    void ask().then(({ text, cut }) => {
      lines = text.split("\n");
      if (cut) note.append(say(" 这里只显示开头,下载的文件是完整的。", " Only the beginning is shown; the download is complete."));
      body.replaceChildren();
      list.reset(lines.length);
    });
  };
  return { element: h("div.gridbox", {}, note, scroller), show, close: () => list.close() };
}

/** The keys of a line of JSON apart from its values. */
function coloured(line: string): (Node | string)[] {
  const key = /^(\s*)("(?:[^"\\]|\\.)*")(: )(.*)$/.exec(line);
  return key ? [key[1]!, h("span.key", {}, key[2]!), key[3]!, key[4]!] : [line];
}

/** Gives the visitor a file. */
export function download(name: string, content: Blob | string): void {
  const blob = typeof content === "string" ? new Blob([content], { type: "text/csv;charset=utf-8" }) : content;
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
