// The page in a real browser, under its strict policy: every founding text, every tab, links, downloads, bad input, accessibility.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { PACKAGE, command, seeds } from "./common.js";

const SITE = join(PACKAGE, "playground/dist");
const SHOTS = process.env.SCREENSHOTS ?? join(PACKAGE, "screenshots");
const AXE = readFileSync(join(PACKAGE, "node_modules/axe-core/axe.min.js"), "utf8");
const TABS = ["outline", "duties", "deadlines", "targets", "citations", "tables", "findings", "json"];
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8" };

let server, browser, origin;

before(async () => {
  server = createServer((request, response) => {
    const path = normalize(new URL(request.url, "http://page").pathname).replace(/\/$/, "/index.html");
    try {
      const body = readFileSync(join(SITE, path));
      response.writeHead(200, { "Content-Type": TYPES[extname(path)], "Content-Security-Policy": POLICY });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}/`;
  const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: quiet });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** A visitor: a page of its own, its console watched; `offline` cuts the network once the page is loaded. */
async function visit(hash, use, { width = 1280, height = 800, colorScheme = "light", offline = true, locale = "zh-CN" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => request.url().startsWith(origin) || request.url().startsWith("blob:") || complaints.push(`request: ${request.url()}`));
  await page.goto(origin + hash, { waitUntil: "networkidle" });
  await page.locator("#app[data-shown]").waitFor();
  if (offline) await context.setOffline(true);
  await use(page);
  assert.deepEqual(complaints, []);
  await context.close();
}

const shown = (page, name) => page.locator(`#app[data-shown^="${name} "]`).waitFor();

async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator(button).click()]);
  return readFileSync(await file.path());
}

/** Axe's findings, told with their elements. */
async function accessible(page, what) {
  const session = await page.context().newCDPSession(page);
  // In a world of its own, so that the page's policy stays as it is.
  const { frameTree } = await session.send("Page.getFrameTree");
  const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  await session.send("Runtime.evaluate", { contextId: executionContextId, expression: AXE });
  const expression = "axe.run().then((r) => JSON.stringify(r.violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + ' ' + (n.any[0]?.message ?? ''))])))";
  const { result } = await session.send("Runtime.evaluate", { contextId: executionContextId, expression, awaitPromise: true });
  assert.deepEqual(JSON.parse(result.value), [], what);
}

for (const { name, path } of seeds) {
  test(`${name}: every tab, the JSON of the command, accessible`, async () => {
    await visit(`#seed=${name}`, async (page) => {
      for (const tab of TABS) {
        await page.locator(`#tab-${tab}`).click();
        assert.equal(await page.locator(`#tab-${tab}`).getAttribute("aria-selected"), "true");
        await page.locator("#panel .virtual, #panel .none").first().waitFor();
        if (name === "benxi-2023-3" || name === "tianjin-2023-21-22") await accessible(page, `${name}, ${tab}`);
      }
      assert.equal((await download(page, "#save-json")).toString(), command(path));
    });
  });
}

test("a text is chosen from the list", async () => {
  await visit("", async (page) => {
    for (const { name } of seeds) {
      await page.locator("#seed").selectOption(name);
      await shown(page, name);
      assert.ok((await page.locator(".source .line").count()) > 5);
      assert.match(page.url(), new RegExp(`seed=${name}`));
    }
  });
});

test("a duty leads to its place, and its place to the duty", async () => {
  await visit("#seed=tianjin-2023-21-22&tab=duties", async (page) => {
    const row = page.locator(".duties .row").nth(3);
    const unit = await row.locator(".unit").textContent();
    await row.click();
    const chosen = page.locator(".source mark.chosen.duty").first();
    await chosen.waitFor();
    assert.ok(await chosen.isVisible());
    const words = (await page.locator(".source mark.chosen").allTextContents()).join("");
    assert.ok(words.replace(/\s/g, "").includes(unit.slice(-3)), `${unit} in ${words}`);
    await page.locator("#tab-outline").click();
    await chosen.click();
    assert.equal(await page.locator("#tab-duties").getAttribute("aria-selected"), "true");
    await page.locator('.duties .row[aria-selected="true"]').waitFor();
  });
});

test("a heading leads to its place, and a line to its heading", async () => {
  await visit("#seed=benxi-2023-3", async (page) => {
    const item = page.locator('.tree .item[data-type="heading1"]').nth(2);
    const [marker, id] = [await item.locator(".marker").textContent(), await item.getAttribute("data-id")];
    await item.click();
    const line = page.locator(".source .line[data-in] .words").filter({ hasText: marker }).first();
    await line.waitFor();
    assert.ok(page.url().includes(`at=${id}`), page.url());
    await page.locator("#tab-json").click();
    await line.click({ position: { x: 14, y: 8 } });
    assert.equal(await page.locator("#tab-outline").getAttribute("aria-selected"), "true");
    await page.locator('.tree .item[aria-selected="true"]').waitFor();
  });
});

test("each list leads to the source", async () => {
  await visit("#seed=benxi-2023-3", async (page) => {
    for (const tab of ["deadlines", "targets", "citations", "findings"]) {
      await page.locator(`#tab-${tab}`).click();
      const rows = page.locator(`.${tab} .row`);
      if (!(await rows.count())) continue;
      await rows.first().click();
      await page.locator(".source .line[data-in]").first().waitFor();
      await page.locator(`.${tab} .row[aria-selected="true"]`).waitFor();
    }
    await page.locator("#tab-tables").click();
    await page.locator("section.table button").first().click();
    await page.locator(".source .line[data-in]").first().waitFor();
  });
});

test("a link opens its text at its place", async () => {
  await visit("#seed=benxi-2023-3&at=doc_3__enc_1__h1_2", async (page) => {
    assert.equal(await page.locator('.tree .item[aria-selected="true"]').getAttribute("data-id"), "doc_3__enc_1__h1_2");
    assert.ok(await page.locator(".source .line[data-in]").first().isVisible());
  });
  await visit("#seed=tianjin-2022-19-20&at=5000&tab=duties", async (page) => {
    await page.locator('.tree .item[aria-selected="true"]').waitFor();
  });
});

test("the keyboard does what the mouse does", async () => {
  await visit("#seed=tianjin-2023-21-22", async (page) => {
    await page.locator("#tab-outline").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator("#tab-duties").getAttribute("aria-selected"), "true");
    await page.locator(".duties.grid").focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
    await page.locator(".source mark.chosen").first().waitFor();
    await page.locator(".source").focus();
    await page.keyboard.press("]");
    await page.locator(".source mark.chosen").first().waitFor();
    await page.locator("#tab-outline").click();
    await page.locator(".tree").focus();
    for (const key of ["Home", "ArrowLeft", "ArrowDown", "ArrowDown", "ArrowRight", "Enter"]) await page.keyboard.press(key);
    await page.locator('.tree .item[aria-selected="true"]').waitFor();
  });
});

test("filter, sorting, CSV and the languages", async () => {
  await visit("#seed=tianjin-2023-21-22&tab=duties", async (page) => {
    const count = () => page.locator(".count").textContent();
    const all = await count();
    await page.locator(".filter").fill("市财政局");
    assert.notEqual(await count(), all);
    await page.locator(".duties .head .place button").click();
    assert.equal(await page.locator(".duties .head .place").getAttribute("aria-sort"), "ascending");
    const csv = (await download(page, "#save-csv")).toString();
    assert.ok(csv.startsWith("\ufeff单位,") && csv.includes("市财政局"), csv.slice(0, 80));
    await page.locator("#language").click();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.match(await page.locator("#tab-duties").textContent(), /^Duties/);
    await accessible(page, "in English");
    await page.locator("#theme").click();
    await page.locator("#theme").click();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    await accessible(page, "dark");
  });
});

test("a pasted text, and what is no text", async () => {
  await visit("", async (page) => {
    const drop = async (name, bytes) => {
      await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(bytes) });
      await shown(page, name.includes(".txt") ? name : "failed");
    };
    const alert = () => page.getByRole("alert").textContent();
    await page.locator("#paste").click();
    await page.locator("dialog textarea").fill("某市人民政府关于放假的通知\n各区:\n一、时间\n(责任单位:市教委)");
    await page.locator("#parse").click();
    await page.locator(".tree .item").first().waitFor();
    await page.locator("#paste").click();
    await page.locator("#parse").click();
    assert.match(await alert(), /没有可显示/);
    await drop("a.png", [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]);
    assert.match(await alert(), /不是文本文件/);
    await drop("b.pdf", "%PDF-1.7\n%\xe2\xe3");
    assert.match(await alert(), /PDF/);
    await drop("c", [0xd0, 0xff, 0xff, 0xfe, 0x41, 0x80, 0x20, 0xff]);
    assert.match(await alert(), /无法识别|不是文本/);
    // 关于 in GB18030
    await drop("gb.txt", [0xb9, 0xd8, 0xd3, 0xda, 0xcd, 0xa8, 0xd6, 0xaa]);
    assert.match(await page.locator(".source .words").first().textContent(), /关于通知/);
    assert.match(await page.locator(".status").textContent(), /GB18030/);
  });
});

test("a file of 100 MB is refused, one of 10 MB is shown and the page stays quick", async () => {
  await visit("#seed=benxi-2023-3", async (page) => {
    const big = Buffer.concat(Array.from({ length: Math.ceil(10_000_000 / seeds[0].bytes.length) }, () => seeds[0].bytes));
    const input = page.locator("input[type=file]");
    const dir = join(SHOTS, "..");
    mkdirSync(dir, { recursive: true });
    const { writeFileSync, rmSync } = await import("node:fs");
    const paths = [join(dir, "big.txt"), join(dir, "huge.txt")];
    writeFileSync(paths[0], big);
    writeFileSync(paths[1], Buffer.alloc(100_000_000, "a"));
    try {
      await input.setInputFiles(paths[1]);
      await page.getByRole("alert").waitFor();
      await page.evaluate(() => {
        const gaps = (window.gaps = []);
        let last = performance.now();
        setInterval(() => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
        }, 10);
        window.stages = new Set();
        new MutationObserver(() => window.stages.add(document.querySelector(".status").textContent)).observe(document.querySelector(".status"), { childList: true });
      });
      await input.setInputFiles(paths[0]);
      await shown(page, "big.txt");
      const { longest, stages } = await page.evaluate(() => ({ longest: Math.max(...window.gaps), stages: [...window.stages] }));
      const taken = (await page.locator("#app").getAttribute("data-shown")).split(" ").at(-1);
      console.error(`10 MB: shown after ${taken} ms; the page was busy for ${Math.round(longest)} ms at most`);
      assert.ok(stages.length >= 2, `progress: ${stages}`);
      assert.ok((await page.locator(".virtual").count()) < 400);
      await page.locator(".source").focus();
      await page.keyboard.press("End");
      await page.locator("#tab-duties").click();
      await page.locator(".duties .row").first().click();
      await page.locator(".source mark.chosen").first().waitFor();
    } finally {
      paths.forEach((path) => rmSync(path));
    }
  });
});

test("screenshots in three widths and both themes", async () => {
  mkdirSync(SHOTS, { recursive: true });
  for (const colorScheme of ["light", "dark"]) {
    // The same places at every width.
    for (const [width, height] of [[360, 740], [1024, 768], [1600, 950]]) {
      await visit("#seed=benxi-2023-3", async (page) => {
        const times = [];
        for (const name of ["tianjin-2023-21-22", "benxi-2023-3"]) {
          await page.locator("#seed").selectOption(name);
          await shown(page, name);
          times.push((await page.locator("#app").getAttribute("data-shown")).split(" ").at(-1));
        }
        if (width === 1600) console.error(`the largest founding text: shown ${times.at(-1)} ms after it was chosen`);
        await page.locator("#seed").selectOption("tianjin-2023-21-22");
        await shown(page, "tianjin-2023-21-22");
        for (const tab of TABS) {
          await page.locator(`#tab-${tab}`).click();
          await page.locator("#panel .virtual, #panel .none").first().waitFor();
          const row = page.locator("#panel .row, #panel .item").nth(4);
          if (await row.count()) await row.click();
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${tab} at ${width}: ${over} too wide`);
          await page.waitForTimeout(150);
          await page.screenshot({ path: join(SHOTS, `${width}-${colorScheme}-${tab}.png`) });
        }
      }, { width, height, colorScheme });
    }
  }
});
