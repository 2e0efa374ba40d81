import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const SEEDS = here("../../../seeds");

/** The founding texts, taken from the one place where they lie. */
const NAMES = [
  "tianjin-2023-21-22",
  "tianjin-2022-19-20",
  "tianjin-2017-social-investment",
  "benxi-2023-3",
  "tianjin-2024-five-projects",
];

function seeds(): Plugin {
  return {
    name: "seeds",
    configureServer(server) {
      server.middlewares.use("/seeds", (request, response, next) => {
        const name = NAMES.find((n) => request.url === `/${n}.txt`);
        if (!name) return next();
        response.setHeader("Content-Type", "text/plain; charset=utf-8");
        response.end(readFileSync(`${SEEDS}/${name}.txt`));
      });
    },
    writeBundle(options) {
      mkdirSync(`${options.dir}/seeds`, { recursive: true });
      for (const name of NAMES) copyFileSync(`${SEEDS}/${name}.txt`, `${options.dir}/seeds/${name}.txt`);
    },
  };
}

/** What the page may do: load its own files and compile WebAssembly, nothing else. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";

export default defineConfig({
  root: here("."),
  base: "./",
  resolve: { alias: { gongbao: here("../dist/index.js") } },
  worker: { format: "es" },
  build: { target: "es2022", outDir: "dist", emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  preview: { headers: { "Content-Security-Policy": `${POLICY}; frame-ancestors 'none'` }, port: 4173 },
  plugins: [
    seeds(),
    {
      name: "policy",
      apply: "build",
      transformIndexHtml: (html) => html.replace("<head>", `<head>\n    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />`),
    },
  ],
});
