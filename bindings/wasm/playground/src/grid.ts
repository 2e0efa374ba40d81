// A table of rows that can be sorted, filtered and walked with the keyboard; only the seen rows are drawn.

import { h, type Child } from "./dom.js";
import { VirtualList } from "./list.js";
import { say } from "./words.js";

export interface Column<Row> {
  key: string;
  label: string;
  cell: (row: Row) => Child;
  /** The value in a CSV file, and for filtering. */
  value: (row: Row) => string;
  compare?: (a: Row, b: Row) => number;
}

export interface GridOptions<Row> {
  name: string;
  label: string;
  rows: readonly Row[];
  columns: Column<Row>[];
  /** The column that sorts at first. */
  sort: string;
  /** Rows of one group stand under a heading while this column sorts. */
  group?: { by: string; heading: (row: Row) => string };
  onpick: (row: Row, index: number) => void;
}

type Item = { row: number } | { heading: string; count: number };

let grids = 0;

export class Grid<Row> {
  readonly element: HTMLElement;
  readonly #options: GridOptions<Row>;
  readonly #scroller: HTMLElement;
  readonly #head: HTMLElement;
  readonly #body: HTMLElement;
  readonly #count: HTMLElement;
  readonly #list: VirtualList;
  readonly #id = `grid${(grids += 1)}`;
  #items: Item[] = [];
  #active = -1;
  #picked = -1;
  #sort: string;
  #down = false;
  #filter = "";

  constructor(options: GridOptions<Row>) {
    this.#options = options;
    this.#sort = options.sort;
    this.#head = h("div.head", { role: "row" });
    this.#body = h("div.rows", { role: "presentation" });
    this.#scroller = h(
      `div.grid.${options.name}` as "div",
      { role: "grid", tabindex: 0, "aria-label": options.label, onkeydown: (e: KeyboardEvent) => this.#key(e), onclick: (e: Event) => this.#click(e) },
      this.#head,
      this.#body,
    );
    this.#count = h("span.count", { "aria-live": "polite" });
    const filter = h("input.filter", {
      type: "search",
      placeholder: say("筛选", "Filter"),
      "aria-label": say("筛选", "Filter"),
      oninput: (e: Event) => this.#refilter((e.target as HTMLInputElement).value),
    });
    this.element = h("div.gridbox", {}, h("div.bar", {}, filter, this.#count), this.#scroller);
    this.#list = new VirtualList({
      scroller: this.#scroller,
      body: this.#body,
      above: () => this.#head.offsetHeight,
      estimate: (index) => ("heading" in (this.#items[index] ?? {}) ? 36 : 44),
      render: (index) => this.#render(index),
    });
  }

  /** Draws; the element must be in the page by then. */
  show(): void {
    this.#arrange();
  }

  close(): void {
    this.#list.close();
  }

  /** Shows a row, by its place in the list that came in. */
  pick(index: number): void {
    this.#picked = index;
    const at = this.#items.findIndex((item) => "row" in item && item.row === index);
    this.#active = at;
    if (at >= 0) this.#list.scrollTo(at, "center");
    this.#list.refresh();
    this.#activate();
  }

  /** The rows that are seen when scrolled through, as CSV. */
  csv(): string {
    const { columns, rows } = this.#options;
    const lines = [columns.map((c) => c.label)];
    for (const item of this.#items) {
      if ("row" in item) lines.push(columns.map((c) => c.value(rows[item.row]!)));
    }
    return toCsv(lines);
  }

  /** Shows the first row that fits. */
  reveal(fits: (row: Row) => boolean): void {
    const at = this.#items.findIndex((item) => "row" in item && fits(this.#options.rows[item.row]!));
    // The heading of its group comes along.
    const above = this.#items[at - 1];
    if (at >= 0) this.#list.scrollTo(above && "heading" in above ? at - 1 : at, "start");
  }

  #arrange(): void {
    const { rows, columns, group } = this.#options;
    const needle = this.#filter.toLowerCase();
    const fits = (row: Row) => !needle || columns.some((c) => c.value(row).toLowerCase().includes(needle));
    const order = rows.map((_, i) => i).filter((i) => fits(rows[i]!));
    const compare = columns.find((c) => c.key === this.#sort)?.compare;
    const sign = this.#down ? -1 : 1;
    if (compare) order.sort((a, b) => sign * compare(rows[a]!, rows[b]!) || a - b);
    this.#items = group && group.by === this.#sort ? this.#grouped(order, group.heading) : order.map((row) => ({ row }));
    this.#scroller.toggleAttribute("data-grouped", group?.by === this.#sort);
    this.#count.textContent = say(`${order.length} 项`, order.length === 1 ? "1 row" : `${order.length} rows`);
    this.#scroller.setAttribute("aria-rowcount", String(this.#items.length + 1));
    this.#drawHead();
    this.#list.reset(this.#items.length);
    if (!order.length) this.#body.append(h("p.none", {}, say("没有内容", "Nothing here")));
    else this.#body.querySelector(":scope > .none")?.remove();
  }

  #grouped(order: number[], heading: (row: Row) => string): Item[] {
    const items: Item[] = [];
    let last: { heading: string; count: number } | undefined;
    for (const row of order) {
      const name = heading(this.#options.rows[row]!);
      if (!last || last.heading !== name) items.push((last = { heading: name, count: 0 }));
      last.count += 1;
      items.push({ row });
    }
    return items;
  }

  #drawHead(): void {
    const cells = this.#options.columns.map((column) => {
      const sorts = column.key === this.#sort;
      const order = sorts ? (this.#down ? "descending" : "ascending") : "none";
      const arrow = sorts ? (this.#down ? " ↓" : " ↑") : "";
      const content = column.compare
        ? h("button", { type: "button", tabindex: -1, onclick: () => this.#resort(column.key) }, column.label, h("span", { "aria-hidden": "true" }, arrow))
        : column.label;
      return h(`div.cell.${column.key}` as "div", { role: "columnheader", "aria-sort": column.compare ? order : null }, content);
    });
    this.#head.replaceChildren(...cells);
  }

  #resort(key: string): void {
    this.#down = this.#sort === key && !this.#down;
    this.#sort = key;
    this.#arrange();
  }

  #refilter(words: string): void {
    this.#filter = words.trim();
    this.#arrange();
  }

  #render(index: number): HTMLElement {
    const item = this.#items[index]!;
    if ("heading" in item) {
      const cell = h("div.cell", { role: "gridcell" }, h("strong", {}, item.heading), h("span.badge", {}, String(item.count)));
      return h("div.group", { role: "row", id: `${this.#id}-${index}`, "aria-rowindex": index + 2 }, cell);
    }
    const row = this.#options.rows[item.row]!;
    const cells = this.#options.columns.map((c) => h(`div.cell.${c.key}` as "div", { role: "gridcell" }, c.cell(row)));
    const picked = item.row === this.#picked;
    return h(
      "div.row",
      { role: "row", id: `${this.#id}-${index}`, "aria-rowindex": index + 2, "aria-selected": String(picked), "data-active": index === this.#active },
      ...cells,
    );
  }

  #click(event: Event): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-index]");
    if (row) this.#go(Number(row.dataset.index), true);
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      this.#go(Math.min(Math.max(this.#active + step, 0), this.#items.length - 1), false);
    } else if (event.key === "Enter" || event.key === " ") {
      if (event.target !== this.#scroller) return;
      event.preventDefault();
      this.#go(this.#active, true);
    }
  }

  #go(index: number, pick: boolean): void {
    const item = this.#items[index];
    if (!item) return;
    this.#active = index;
    if (pick && "row" in item) this.#picked = item.row;
    this.#list.scrollTo(index);
    this.#list.refresh();
    this.#activate();
    if (pick && "row" in item) this.#options.onpick(this.#options.rows[item.row]!, item.row);
  }

  #activate(): void {
    if (this.#active >= 0 && this.#list.element(this.#active)) {
      this.#scroller.setAttribute("aria-activedescendant", `${this.#id}-${this.#active}`);
    } else {
      this.#scroller.removeAttribute("aria-activedescendant");
    }
  }
}

/** Rows as CSV for spreadsheets: a byte order mark, and no cell that is taken for a formula. */
export function toCsv(lines: string[][]): string {
  const cell = (value: string) => {
    const safe = /^[=+@\t\r-]./.test(value) && !/^-?[\d.,%]+$/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}
