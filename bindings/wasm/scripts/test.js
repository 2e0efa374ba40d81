// All tests of the package and the page, in order: types and Node, the packaging, the browser.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));
const steps = [
  [process.execPath, "--test", "test/package.test.js", "test/entries.test.js", "test/inline.test.js", "test/types.test.js"],
  ["node_modules/.bin/publint", "--strict"],
  [process.execPath, "--test", "test/page.test.js"],
];
for (const [program, ...args] of steps) {
  const { status } = spawnSync(program, args, { cwd: here, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
