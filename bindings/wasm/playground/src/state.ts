// What the page shows, and who is told when it changes.

import type { FactKind, Lists, Marks } from "./protocol.js";

/** What is selected: a place, and the list that it comes from. */
export interface Selection {
  start: number;
  end: number;
  /** `outline` or a kind of fact; the pane that shows it as a row. */
  of: "outline" | FactKind | "table" | "finding";
  /** The row in its list. */
  row: number;
}

export interface Loaded {
  text: string;
  /** A founding text, or the name of a file. */
  seed: string | null;
  name: string;
  encoding: string;
  lists: Lists;
  marks: Marks;
  titles: string[];
  issue: string;
  milliseconds: number;
}

/** The row of an outline that holds an offset most closely, -1 where none does. */
export function innermost(outline: Lists["outline"], offset: number): number {
  let found = -1;
  for (let at = 0; at < outline.length; ) {
    const row = outline[at]!;
    if (row.start <= offset && offset < row.end) {
      found = at;
      at += 1;
    } else {
      at += row.below + 1;
    }
  }
  return found;
}
