// The page: what a visitor chooses, the worker that parses it, and the two panes that show it.

import { h } from "./dom.js";
import * as panels from "./panels.js";
import { FACTS, type Answer, type Failure, type ListName, type Lists, type Request } from "./protocol.js";
import { SourcePane } from "./source.js";
import { innermost, type Loaded, type Selection } from "./state.js";
import { currentLanguage, factName, failureWords, say, setLanguage, stageName, type Language } from "./words.js";

const SEEDS = [
  { id: "tianjin-2023-21-22", zh: "天津市政府公报 2023 年第 21—22 期", en: "Tianjin gazette 2023 no. 21–22" },
  { id: "tianjin-2022-19-20", zh: "天津市政府公报 2022 年第 19—20 期", en: "Tianjin gazette 2022 no. 19–20" },
  { id: "benxi-2023-3", zh: "本溪市政府公报 2023 年第 3 期", en: "Benxi gazette 2023 no. 3" },
  { id: "tianjin-2017-social-investment", zh: "天津市激发社会领域投资活力方案(2017)", en: "Tianjin plan for social investment, 2017" },
  { id: "tianjin-2024-five-projects", zh: "天津市“五大工程”方案(2024)", en: "Tianjin plan of five projects, 2024" },
];

const TABS = ["outline", "duties", "deadlines", "targets", "citations", "tables", "findings", "json"] as const;
type Tab = (typeof TABS)[number];

const TAB_OF: Record<Selection["of"], Tab> = {
  outline: "outline", duty: "duties", deadline: "deadlines", target: "targets", citation: "citations", table: "tables", finding: "findings",
  reference: "outline", date: "outline", term: "outline",
};

const tabName = (tab: Tab) =>
  ({
    outline: say("结构", "Outline"), duties: say("责任", "Duties"), deadlines: say("期限", "Deadlines"), targets: say("指标", "Targets"),
    citations: say("引用", "Citations"), tables: say("表格", "Tables"), findings: say("存疑", "Findings"), json: "JSON",
  })[tab];

const emptyLists = (): Lists => ({ outline: [], duties: [], deadlines: [], targets: [], citations: [], tables: [], findings: [] });

type Theme = "auto" | "light" | "dark";

class Page {
  readonly #root: HTMLElement;
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  readonly #seeds = new Map<string, Promise<string>>();
  #run = 0;
  #coming: (Omit<Loaded, "marks" | "titles" | "issue" | "milliseconds"> & { at: string; from: number }) | null = null;
  #loaded: Loaded | null = null;
  #selection: Selection | null = null;
  #tab: Tab = "outline";
  #theme = (remembered("theme") ?? "auto") as Theme;
  /** What is said in place of the panes: why there is nothing to show. */
  #reason: Failure | "empty" | null = null;
  #source: SourcePane | null = null;
  #panel: panels.Panel | null = null;
  #lines: ((lines: { text: string; cut: boolean }) => void) | null = null;
  #progress!: HTMLProgressElement;
  #status!: HTMLElement;
  #main!: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#worker.addEventListener("message", (event: MessageEvent<Answer>) => this.#hear(event.data));
    this.#worker.addEventListener("error", () => this.#fail("init_failed"));
    // All founding texts are fetched now, so that nothing is fetched later.
    for (const { id } of SEEDS) {
      const text = fetch(`./seeds/${id}.txt`).then(async (r) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(await r.arrayBuffer()));
      text.catch(() => undefined);
      this.#seeds.set(id, text);
    }
    this.#applyTheme();
    this.#build();
    addEventListener("hashchange", () => this.#follow());
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => this.#drop(event));
    document.addEventListener("paste", (event) => this.#paste(event));
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth !== width) this.#source?.show();
      width = innerWidth;
    });
    this.#follow();
  }

  // What the address says

  #follow(): void {
    const hash = new URLSearchParams(location.hash.slice(1));
    const tab = hash.get("tab") as Tab | null;
    if (tab && TABS.includes(tab)) this.#tab = tab;
    const seed = hash.get("seed") ?? (this.#loaded || this.#coming ? null : SEEDS[0]!.id);
    const at = hash.get("at") ?? "";
    if (seed && seed !== this.#loaded?.seed && SEEDS.some((s) => s.id === seed)) void this.#openSeed(seed, at);
    else if (this.#loaded && at) this.#goTo(at);
  }

  #link(): void {
    const hash = new URLSearchParams();
    if (this.#loaded?.seed) hash.set("seed", this.#loaded.seed);
    if (this.#tab !== "outline") hash.set("tab", this.#tab);
    const s = this.#selection;
    if (s) hash.set("at", (s.of === "outline" && this.#loaded?.lists.outline[s.row]?.id) || String(s.start));
    history.replaceState(null, "", `#${hash}`);
  }

  /** Shows a place that a link names: an id, or an offset. */
  #goTo(at: string): void {
    const { outline } = this.#loaded!.lists;
    const offset = /^\d+$/.test(at) ? Number(at) : -1;
    const row = offset >= 0 ? innermost(outline, offset) : outline.findIndex((r) => r.id === at);
    const node = outline[row];
    if (!node && offset < 0) return;
    const end = offset >= 0 ? offset + 1 : node!.end;
    this.#select({ start: offset >= 0 ? offset : node!.start, end, of: "outline", row }, "both", false);
  }

  // What comes in

  async #openSeed(id: string, at = ""): Promise<void> {
    const from = performance.now();
    try {
      const text = await this.#seeds.get(id)!;
      this.#start({ text, seed: id, name: id, encoding: "utf-8", at, from });
    } catch {
      this.#fail("init_failed");
    }
  }

  #openText(text: string): void {
    this.#start({ text, seed: null, name: say("粘贴的文本", "pasted text"), encoding: "utf-8", at: "", from: performance.now() });
  }

  async #openFile(file: File): Promise<void> {
    if (file.size > 64 * 1024 * 1024) return this.#fail("too_large");
    const from = performance.now();
    const run = this.#begin({ text: "", seed: null, name: file.name, encoding: "", at: "", from });
    const bytes = await file.arrayBuffer();
    if (run === this.#run) this.#ask({ type: "bytes", run, bytes }, [bytes]);
  }

  #drop(event: DragEvent): void {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    const text = event.dataTransfer?.getData("text/plain");
    if (file) void this.#openFile(file);
    else if (text) this.#openText(text);
  }

  #paste(event: ClipboardEvent): void {
    if ((event.target as Element).closest?.("input, textarea")) return;
    const text = event.clipboardData?.getData("text/plain");
    if (text) this.#openText(text);
  }

  // What the worker says

  #begin(coming: { text: string; seed: string | null; name: string; encoding: string; at: string; from: number }): number {
    this.#run += 1;
    this.#coming = { ...coming, lists: emptyLists() };
    this.#reason = null;
    delete this.#root.dataset.shown;
    this.#progress.hidden = false;
    this.#progress.removeAttribute("value");
    return this.#run;
  }

  #start(coming: { text: string; seed: string | null; name: string; encoding: string; at: string; from: number }): void {
    const run = this.#begin(coming);
    this.#ask({ type: "parse", run, text: coming.text });
  }

  #ask(request: Request, transfer: Transferable[] = []): void {
    this.#worker.postMessage(request, transfer);
  }

  #hear(answer: Answer): void {
    if (answer.run !== this.#run) return;
    const coming = this.#coming;
    switch (answer.type) {
      case "stage":
        this.#progress.value = answer.done;
        this.#tell(`${stageName(answer.stage)}…`);
        break;
      case "text":
        if (coming) Object.assign(coming, { text: answer.text, encoding: answer.encoding });
        break;
      case "rows":
        if (coming) append(coming.lists, answer.list, answer.rows);
        break;
      case "done":
        if (coming) this.#arrive({ ...coming, ...answer }, coming.at, coming.from);
        break;
      case "failed":
        this.#fail(answer.code);
        break;
      case "download":
        panels.download(`${this.#fileName()}.json`, answer.blob);
        break;
      case "lines":
        this.#lines?.(answer);
        break;
    }
  }

  #arrive(loaded: Loaded, at: string, from: number): void {
    this.#coming = null;
    this.#loaded = loaded;
    this.#selection = null;
    this.#progress.hidden = true;
    if (!loaded.text.trim()) this.#reason = "empty";
    this.#show();
    if (at) this.#goTo(at);
    else this.#link();
    const taken = Math.round(performance.now() - from);
    this.#root.dataset.shown = `${loaded.name} ${taken}`;
    this.#tell(this.#summary(loaded));
  }

  #fail(code: Failure): void {
    this.#coming = null;
    this.#progress.hidden = true;
    this.#reason = code;
    this.#loaded = null;
    this.#selection = null;
    this.#show();
    history.replaceState(null, "", "#");
    this.#tell(failureWords(code));
    this.#root.dataset.shown = `failed ${code}`;
  }

  #summary({ lists, titles, text, encoding, milliseconds }: Loaded): string {
    const size = `${text.length.toLocaleString()} ${say("字", "characters")}`;
    const documents = say(`${titles.length} 份公文`, titles.length === 1 ? "1 document" : `${titles.length} documents`);
    const parts = [size, documents, say(`${lists.duties.length} 项责任`, `${lists.duties.length} duties`), say(`${milliseconds.toFixed(1)} 毫秒解析`, `parsed in ${milliseconds.toFixed(1)} ms`)];
    if (encoding && encoding !== "utf-8") parts.push(encoding.toUpperCase());
    return parts.join(" · ");
  }

  #tell(words: string): void {
    this.#status.textContent = words;
  }

  #fileName(): string {
    return (this.#loaded?.name ?? "gongbao").replace(/\.txt$/i, "").replace(/[\\/:*?"<>|]/g, "_");
  }

  // What is selected

  /** Shows a selection in the other pane, or in both. */
  #select(selection: Selection, show: "source" | "panel" | "both", link = true): void {
    this.#selection = selection;
    this.#source?.select(selection, show !== "panel");
    if (show !== "source") {
      const tab = TAB_OF[selection.of];
      if (tab !== this.#tab) this.#openTab(tab, false);
      this.#panel?.pick?.(selection.row);
    }
    if (link) this.#link();
  }

  // What is seen

  #build(): void {
    this.#source?.close();
    this.#panel?.close();
    const option = (s: (typeof SEEDS)[number]) => h("option", { value: s.id, selected: s.id === this.#loaded?.seed }, say(s.zh, s.en));
    const choose = h("select", { "aria-label": say("选择样例", "Choose a founding text"), id: "seed", onchange: (e: Event) => this.#choose((e.target as HTMLSelectElement).value) }, h("option", { value: "", disabled: true, selected: !this.#loaded?.seed }, say("样例…", "Examples…")), ...SEEDS.map(option));
    const file = h("input", { type: "file", hidden: true, accept: ".txt,.md,text/plain", "aria-label": say("打开文件", "Open a file"), onchange: (e: Event) => this.#chosen(e) });
    const button = (id: string, words: string, onclick: () => void) => h("button", { type: "button", id, onclick, "aria-label": full(words) }, ...narrowing(words));
    const header = h(
      "header.top",
      {},
      h("h1", {}, h("span.seal", { "aria-hidden": "true" }, "公"), say("公报", "gongbao"), h("small", {}, say("公文结构解析", "Chinese gazettes, structured"))),
      h("div.tools", {}, choose, button("paste", say("粘贴", "Paste"), () => this.#openDialog()), button("open", say("打开文件", "Open file"), () => file.click()), file),
      h(
        "div.tools.right",
        {},
        button("save-json", say("[下载 ]JSON", "[Save ]JSON"), () => this.#ask({ type: "download", run: this.#run })),
        button("save-csv", say("[下载 ]CSV", "[Save ]CSV"), () => this.#saveCsv()),
        button("link", say("[复制]链接", "[Copy ]link"), () => void this.#copyLink()),
        h("button", { type: "button", id: "language", lang: currentLanguage() === "zh" ? "en" : "zh-CN", onclick: () => this.#switchLanguage() }, currentLanguage() === "zh" ? "English" : "中文"),
        button("theme", themeName(this.#theme), () => this.#switchTheme()),
      ),
    );
    this.#progress = h("progress", { max: 1, hidden: true, "aria-label": say("进度", "Progress") });
    this.#status = h("p.status", { role: "status" });
    this.#main = h("main", {});
    const footer = h("footer", {}, this.#status, h("p.privacy", {}, say("一切在本机完成:文本不离开这台电脑,载入后不再联网。", "All is done on this machine: no text leaves it, and nothing is loaded after the page.")));
    this.#root.replaceChildren(h("a.skip", { href: "#result", onclick: (e: Event) => this.#skip(e) }, say("跳到结果", "Skip to the result")), header, this.#progress, this.#main, footer);
    document.title = say("公报 — 公文结构解析", "gongbao — Chinese gazettes, structured");
    this.#show();
  }

  /** Draws both panes. */
  #show(): void {
    this.#source?.close();
    this.#source = null;
    this.#panel?.close();
    this.#panel = null;
    const loaded = this.#loaded;
    const select = this.#root.querySelector<HTMLSelectElement>("#seed");
    if (select) select.value = loaded?.seed ?? "";
    for (const id of ["save-json", "save-csv", "link"]) this.#root.querySelector<HTMLButtonElement>(`#${id}`)!.disabled = !loaded;
    if (!loaded || this.#reason) {
      const why = this.#reason === "empty" ? say("文本为空,没有可显示的内容。", "The text is empty: there is nothing to show.") : this.#reason && failureWords(this.#reason);
      const words = why ?? say("正在载入…", "Loading…");
      this.#main.replaceChildren(h("section.empty", { "aria-label": say("内容", "Content") }, h("p", { role: why ? "alert" : null }, words)));
      return;
    }
    this.#source = new SourcePane(loaded, (selection) => this.#select(selection, "panel"));
    const legend = h("ul.legend", { "aria-label": say("颜色", "Colours") }, ...FACTS.map((kind) => h("li", {}, h(`mark.${kind}` as "mark", {}, factName(kind)))));
    const source = h("section.pane", { "aria-label": say("原文", "Source") }, h("div.panehead", {}, h("h2", {}, say("原文", "Source")), legend), this.#source.element);
    const tabs = TABS.map((tab) => this.#tabButton(tab, loaded));
    const list = h("div.tabs", { role: "tablist", "aria-label": say("结果", "Result"), onkeydown: (e: KeyboardEvent) => this.#tabKey(e) }, ...tabs);
    const result = h("section.pane", { "aria-label": say("结果", "Result"), id: "result" }, list, h("div.panel", { role: "tabpanel", id: "panel", "aria-labelledby": `tab-${this.#tab}` }));
    this.#main.replaceChildren(source, result);
    this.#source.show();
    this.#openTab(this.#tab, false);
    this.#tell(this.#summary(loaded));
  }

  #tabButton(tab: Tab, loaded: Loaded): HTMLElement {
    const count = tab === "json" ? null : loaded.lists[tab].length;
    const selected = tab === this.#tab;
    return h(
      "button.tab",
      { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "panel", "aria-selected": String(selected), tabindex: selected ? 0 : -1, onclick: () => this.#openTab(tab, true) },
      tabName(tab),
      count === null ? null : h("span.badge", {}, count > 9999 ? `${Math.floor(count / 1000)}k` : String(count)),
    );
  }

  #tabKey(event: KeyboardEvent): void {
    const at = TABS.indexOf(this.#tab);
    const next = { ArrowRight: (at + 1) % TABS.length, ArrowLeft: (at + TABS.length - 1) % TABS.length, Home: 0, End: TABS.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.#openTab(TABS[next]!, true);
    this.#root.querySelector<HTMLElement>(`#tab-${TABS[next]}`)?.focus();
  }

  #openTab(tab: Tab, link: boolean): void {
    const loaded = this.#loaded;
    if (!loaded) return;
    this.#tab = tab;
    this.#panel?.close();
    for (const button of this.#root.querySelectorAll<HTMLElement>(".tab")) {
      const selected = button.id === `tab-${tab}`;
      button.setAttribute("aria-selected", String(selected));
      button.tabIndex = selected ? 0 : -1;
      if (selected) button.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    const pick = (selection: Selection) => this.#select(selection, "source");
    const line = (offset: number) => this.#source!.line(offset);
    const panel = tab === "json" ? panels.json(() => this.#askLines()) : panels[tab](loaded, pick, line);
    this.#panel = panel;
    const host = this.#root.querySelector("#panel")!;
    host.setAttribute("aria-labelledby", `tab-${tab}`);
    host.replaceChildren(panel.element);
    panel.show();
    const save = this.#root.querySelector<HTMLButtonElement>("#save-csv");
    if (save) save.disabled = !panel.csv;
    if (this.#selection && TAB_OF[this.#selection.of] === tab) panel.pick?.(this.#selection.row);
    if (link) this.#link();
  }

  #askLines(): Promise<{ text: string; cut: boolean }> {
    this.#ask({ type: "lines", run: this.#run });
    return new Promise((resolve) => (this.#lines = resolve));
  }

  // What the buttons do

  #choose(id: string): void {
    void this.#openSeed(id);
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) void this.#openFile(file);
    input.value = "";
  }

  #openDialog(): void {
    const area = h("textarea", { rows: 12, "aria-label": say("公文文本", "Text"), placeholder: say("在此粘贴公报或公文的文本", "Paste the text of a gazette or document here"), lang: "zh-CN" });
    const dialog = h(
      "dialog",
      { "aria-label": say("粘贴文本", "Paste a text"), onclose: () => dialog.remove() },
      h("h2", {}, say("粘贴文本", "Paste a text")),
      area,
      h(
        "div.tools",
        {},
        h("button.main", { type: "button", id: "parse", onclick: () => (dialog.close(), this.#openText(area.value)) }, say("解析", "Parse")),
        h("button", { type: "button", onclick: () => dialog.close() }, say("取消", "Cancel")),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    area.focus();
  }

  #saveCsv(): void {
    const csv = this.#panel?.csv?.();
    if (csv) panels.download(`${this.#fileName()}-${this.#tab}.csv`, csv);
  }

  async #copyLink(): Promise<void> {
    if (!this.#loaded?.seed) return this.#tell(say("链接只能指向样例;自己的文本不离开本机。", "A link can only lead to an example: your own text stays on this machine."));
    this.#link();
    try {
      await navigator.clipboard.writeText(location.href);
      this.#tell(say("链接已复制。", "The link was copied."));
    } catch {
      this.#tell(location.href);
    }
  }

  #switchLanguage(): void {
    const next: Language = currentLanguage() === "zh" ? "en" : "zh";
    remember("language", next);
    setLanguage(next);
    this.#build();
    const selection = this.#selection;
    if (selection) this.#select(selection, "both", false);
    this.#root.querySelector<HTMLElement>("#language")?.focus();
  }

  #switchTheme(): void {
    this.#theme = ({ auto: "light", light: "dark", dark: "auto" } as const)[this.#theme];
    remember("theme", this.#theme);
    this.#applyTheme();
    const button = this.#root.querySelector("#theme")!;
    button.replaceChildren(...narrowing(themeName(this.#theme)));
    button.setAttribute("aria-label", full(themeName(this.#theme)));
  }

  #applyTheme(): void {
    document.documentElement.dataset.theme = this.#theme;
  }

  #skip(event: Event): void {
    event.preventDefault();
    this.#root.querySelector<HTMLElement>(".tab[aria-selected=true]")?.focus();
  }
}

function append<Name extends ListName>(lists: Lists, name: Name, rows: Lists[ListName]): void {
  const list = lists[name] as unknown[];
  for (const row of rows) list.push(row);
}

/** Words whose part in brackets is shown where there is room for it. */
function narrowing(words: string): (Node | string)[] {
  const [before = "", more, after = ""] = words.split(/[[\]]/);
  return more === undefined ? [before] : [before, h("span.more", {}, more), after];
}

const full = (words: string) => words.replace(/[[\]]/g, "");

const themeName = (theme: Theme) => ({ auto: say("自动[外观]", "Auto[ theme]"), light: say("浅色", "Light"), dark: say("深色", "Dark") })[theme];

/** What a browser keeps for this page; where it keeps nothing, nothing is lost but the choice. */
function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`gongbao.${key}`);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`gongbao.${key}`, value);
  } catch {
    // The choice holds until the page is left.
  }
}

const hashLanguage = new URLSearchParams(location.hash.slice(1)).get("lang");
const preferred = hashLanguage ?? remembered("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");
setLanguage(preferred === "en" ? "en" : "zh");
new Page(document.querySelector("#app")!);
