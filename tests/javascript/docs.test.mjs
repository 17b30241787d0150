// The examples of the documentation print what stands behind them.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

for (const page of ["docs/javascript.md", "docs/zh-CN/javascript.md"]) {
  const text = readFileSync(join(process.env.WQERR_ROOT, page), "utf8");
  const examples = [...text.matchAll(/^```js\n([^]*?)^```\n\n```text\n([^]*?)^```/gm)];
  test(`${page}: ${examples.length} examples`, () => {
    assert.equal(examples.length, text.match(/^```js$/gm).length);
    assert.ok(examples.length > 0);
    for (const [, script, expected] of examples) {
      const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-"], { input: script });
      assert.equal(stdout.toString(), expected, `${script}\n${stderr}`);
    }
  });
}
