// A list that draws only the rows that are seen.

import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";

export interface ListOptions {
  /** What scrolls. */
  scroller: HTMLElement;
  /** What the rows are put into. */
  body: HTMLElement;
  /** The height of what stands above the rows and stays there. */
  above?: () => number;
  estimate: (index: number) => number;
  render: (index: number) => HTMLElement;
}

/** Enough for rows whose guessed heights are all wrong. */
const PASSES = 8;

export class VirtualList {
  readonly #options: ListOptions;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #drawn = new Map<number, HTMLElement>();
  readonly #unmount: () => void;
  #count = 0;
  #drawing = false;
  #again = false;

  constructor(options: ListOptions) {
    this.#options = options;
    this.#virtualizer = new Virtualizer<HTMLElement, HTMLElement>(this.#settings());
    this.#unmount = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
  }

  #settings() {
    const above = this.#options.above?.() ?? 0;
    return {
      count: this.#count,
      getScrollElement: () => this.#options.scroller,
      estimateSize: this.#options.estimate,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#draw(),
      overscan: 6,
      scrollMargin: above,
      scrollPaddingStart: above,
    };
  }

  /** Draws all anew: the rows have changed. */
  reset(count: number): void {
    this.#count = count;
    for (const element of this.#drawn.values()) element.remove();
    this.#drawn.clear();
    this.#virtualizer.setOptions(this.#settings());
    this.#virtualizer.measure();
    this.#virtualizer._willUpdate();
    this.#draw();
  }

  /** Draws the seen rows anew: their looks have changed. */
  refresh(): void {
    for (const [index, old] of this.#drawn) {
      const fresh = this.#make(index);
      fresh.style.transform = old.style.transform;
      old.replaceWith(fresh);
      this.#drawn.set(index, fresh);
      this.#virtualizer.measureElement(fresh);
    }
  }

  scrollTo(index: number, align: "start" | "center" | "auto" = "auto"): void {
    if (index >= 0 && index < this.#count) {
      this.#virtualizer.scrollToIndex(index, { align });
      this.#draw();
    }
  }

  element(index: number): HTMLElement | undefined {
    return this.#drawn.get(index);
  }

  close(): void {
    this.#unmount();
  }

  #make(index: number): HTMLElement {
    const element = this.#options.render(index);
    element.dataset.index = String(index);
    element.classList.add("virtual");
    return element;
  }

  /** Draws until no measured row moves another; measuring a row asks for a drawing while one is going on. */
  #draw(): void {
    this.#again = true;
    if (this.#drawing) return;
    this.#drawing = true;
    for (let pass = 0; this.#again && pass < PASSES; pass += 1) {
      this.#again = false;
      this.#pass();
    }
    this.#drawing = false;
  }

  #pass(): void {
    const items = this.#virtualizer.getVirtualItems();
    this.#options.body.style.height = `${this.#virtualizer.getTotalSize()}px`;
    const seen = new Set(items.map((item) => item.index));
    for (const [index, element] of this.#drawn) {
      if (!seen.has(index)) {
        element.remove();
        this.#drawn.delete(index);
      }
    }
    const above = this.#virtualizer.options.scrollMargin;
    let before: HTMLElement | null = null;
    for (const item of items) {
      let element = this.#drawn.get(item.index);
      const fresh = !element;
      element ??= this.#make(item.index);
      element.style.transform = `translateY(${item.start - above}px)`;
      if (fresh) {
        // In the order of the rows, for those who read without seeing.
        if (before) before.after(element);
        else this.#options.body.prepend(element);
        this.#drawn.set(item.index, element);
        this.#virtualizer.measureElement(element);
      }
      before = element;
    }
  }
}
