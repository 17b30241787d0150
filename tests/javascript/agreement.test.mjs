// The module answers as the program does, byte for byte.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";

import { instantiate } from "./node_modules/wqerr/wqerr.mjs";

const { WQERR: program, WQERR_ROOT: root } = process.env;
const bytes = readFileSync(createRequire(import.meta.url).resolve("wqerr/wqerr.wasm"));
const module = new WebAssembly.Module(bytes);
const wqerr = instantiate(module);
// A line of an argument is at most so long on Linux, in bytes.
const LONGEST = 128 << 10;

const printed = (...call) => {
  const env = { XDG_CONFIG_HOME: "/no/such/place", PATH: process.env.PATH };
  const { input, ...options } = typeof call.at(-1) === "object" ? call.pop() : {};
  const { stdout, error } = spawnSync(program, ["--format", "json", ...call], { input, env, maxBuffer: 1 << 26, ...options });
  if (error) throw error;
  return stdout.toString();
};

const lines = (file) =>
  readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

function* filesIn(directory, ending) {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name.endsWith(ending)) yield join(entry.parentPath ?? entry.path, entry.name);
  }
}

const tests = (name) => join(root, "tests", name);
const shared = () => {
  try {
    return [...filesIn(join(root, "..", "shared", "eval"), ".jsonl")];
  } catch {
    return [];
  }
};
const judged = [...["policy", "search", "neighbours", "clients/outputs"].flatMap((name) => [...filesIn(tests(name), ".jsonl")]), ...shared()];

test("every raw error of the judged cases and the corpus", () => {
  const texts = judged.flatMap(lines).map(({ text }) => text).filter((text) => text !== undefined);
  const inputs = [...texts, ...[...filesIn(tests("corpus"), ".txt")].map((file) => readFileSync(file))];
  assert.ok(inputs.length > 1000);
  for (const input of inputs) assert.equal(wqerr.json("explain", input), printed("explain", { input }), String(input).slice(0, 300));
  console.log(`# ${inputs.length} raw errors`);
});

test("every verdict about sending again", () => {
  const inputs = [...filesIn(tests("corpus"), ".txt")].map((file) => readFileSync(file));
  for (const input of inputs) {
    const { status } = spawnSync(program, ["explain", "--retryable"], { input });
    assert.equal(wqerr.retryable(input), status === 0, String(input).slice(0, 300));
  }
});

test("every query of the judged cases, searched for and looked up", () => {
  const queries = [...new Set(judged.flatMap(lines).map(({ query }) => query).filter((query) => query !== undefined))];
  assert.ok(queries.length > 1000);
  for (const query of queries) {
    assert.equal(wqerr.json("search", query), printed("search", "--", query), query);
    assert.equal(wqerr.json("lookup", query), printed("lookup", "--", query), query);
  }
  console.log(`# ${queries.length} queries`);
});

test("several queries, a limit, and the list", () => {
  for (const queries of [["403", "429"], ["bad", "gateway"], ["余额", "不足"], ["4xx", "no-such-thing"], ["frozen"]]) {
    assert.equal(wqerr.json("lookup", queries), printed("lookup", ...queries));
  }
  assert.equal(wqerr.json("search", "余额不足", 1), printed("search", "余额不足", "--limit", "1"));
  assert.equal(wqerr.json("list"), printed("list"));
});

test("inputs that nobody sends", () => {
  const inputs = ["", " ", "\n", "\0", "a\0b", "\u{feff}{}", "x".repeat(LONGEST), "\u009b31m403\u007f", "万擎".repeat(1000)];
  const encoded = [Buffer.from([0xff, 0xfe, 0x34, 0, 0x30, 0, 0x33, 0]), Buffer.from([0xc3, 0x28, 0xa0, 0xa1]), Buffer.alloc(3)];
  for (const input of [...inputs, ...encoded]) assert.equal(wqerr.json("explain", input), printed("explain", { input }));
});

test("a log in pieces of any size is scanned as a whole", () => {
  const logs = [readFileSync(tests("logs/gateway.log")), gunzipSync(readFileSync(tests("logs/gateway.log.gz")))];
  const long = Buffer.concat([Buffer.alloc(3 << 20, "x"), Buffer.from("\n403 User has been frozen.\nlast")]);
  for (const log of [...logs, long, Buffer.from("\n\n"), Buffer.alloc(0), Buffer.from("403 User has been frozen.")]) {
    const whole = JSON.parse(printed("scan", { input: log }));
    for (const size of [1, 7, 1000, 1 << 20, Infinity]) {
      if (log.length / size > 1 << 17) continue;
      const scan = wqerr.scan();
      for (let at = 0; at < log.length; at += size) scan.add(log.subarray(at, at + size));
      assert.deepEqual(scan.finish(), whole, `pieces of ${size}`);
    }
  }
});

test("the module imports nothing and loads quickly", () => {
  // A little above what was measured, 470,000.
  const LARGEST = 490_000;
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  assert.ok(gzipSync(bytes, { level: 9 }).length < LARGEST);
});
