// Run by npm after installation: the program takes the place of the launcher, so that calls do not start node first.
//
// If that cannot be done (scripts switched off, a read-only directory, Windows, whose shims call node), the launcher
// stays, which is slower and works the same.
"use strict";

const { copyFileSync, chmodSync, linkSync, renameSync, rmSync } = require("node:fs");
const { join } = require("node:path");

const launcher = join(__dirname, "launch.js");
const draft = join(__dirname, `launch.${process.pid}`);
try {
  if (process.platform !== "win32") {
    const program = require.resolve(`@wqerr/${process.platform}-${process.arch}/wqerr`);
    try {
      linkSync(program, draft);
    } catch {
      copyFileSync(program, draft); // Another file system.
    }
    chmodSync(draft, 0o755);
    // In one step: a call of the command at the same time finds the one or the other.
    renameSync(draft, launcher);
  }
} catch {
  rmSync(draft, { force: true });
}
