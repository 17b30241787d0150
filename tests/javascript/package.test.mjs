// The package is found by ES modules, CommonJS, bundlers and workers alike.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";

import { build } from "esbuild";

import * as wqerr from "wqerr";

const require = createRequire(import.meta.url);
const NAMES = ["explain", "list", "lookup", "redact", "retryAfter", "retryable", "search"];
const QUESTION = "403 User has been frozen.";

/** The library in one file, by a bundler, for a place with these conditions. */
async function bundled(options) {
  const contents = `export { explain } from "wqerr";`;
  const stdin = { contents, resolveDir: import.meta.dirname ?? process.cwd() };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, outdir: "out", format: "iife", globalName: "wqerr", ...options });
  return outputFiles;
}

/** Runs a script where there is nothing but what pages and workers have. */
function run(script) {
  const context = createContext({ WebAssembly, TextEncoder, TextDecoder, Headers, atob });
  return runInContext(`${script}; wqerr.explain(${JSON.stringify(QUESTION)}).answers[0].results[0].id`, context);
}

test("ES modules and CommonJS have the same names", () => {
  assert.deepEqual(Object.keys(wqerr).sort(), NAMES);
  assert.deepEqual(Object.keys(require("wqerr")).sort(), NAMES);
  assert.deepEqual(require("wqerr").explain(QUESTION), wqerr.explain(QUESTION));
});

test("every file that the manifest names is there", () => {
  const manifest = require("wqerr/package.json");
  const files = (part) => (typeof part === "string" ? [part] : Object.values(part).flatMap(files));
  const root = join(require.resolve("wqerr/package.json"), "..");
  for (const file of files([manifest.exports, manifest.imports, manifest.bin, manifest.main, manifest.module, manifest.types])) {
    assert.ok(readFileSync(join(root, file)).length > 0, file);
  }
});

test("a bundle for a page needs no file and no network", async () => {
  const [{ text }] = await bundled({ platform: "browser" });
  assert.equal(run(text), "user-frozen");
});

test("a bundle for Node runs anywhere", async () => {
  const [{ text }] = await bundled({ platform: "node", format: "cjs" });
  const script = `${text}; process.stdout.write(module.exports.explain(${JSON.stringify(QUESTION)}).answers[0].results[0].id)`;
  assert.equal(spawnSync(process.execPath, ["-"], { input: script, cwd: "/" }).stdout.toString(), "user-frozen");
});

test("a bundle for a worker imports the module itself", async () => {
  const files = await bundled({ platform: "neutral", conditions: ["workerd"], format: "esm", loader: { ".wasm": "copy" } });
  const code = files.find(({ path }) => path.endsWith(".js")).text;
  assert.match(code, /import \w+ from ".*\.wasm"/);
  assert.ok(code.length < 50_000);
});

for (const [runtime, ...options] of [["deno", "run"], ["bun"]]) {
  const { error } = spawnSync(runtime, ["--version"]);
  test(`${runtime} runs it`, { skip: error && `there is no ${runtime}` }, () => {
    const script = `import { explain } from "wqerr"; console.log(explain(${JSON.stringify(QUESTION)}).answers[0].results[0].id);`;
    writeFileSync("runtime.mjs", script);
    const { stdout, stderr } = spawnSync(runtime, [...options, "runtime.mjs"]);
    assert.equal(stdout.toString().trim(), "user-frozen", stderr.toString());
  });
}
