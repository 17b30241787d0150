#!/usr/bin/env node
// Runs the program of the package for this platform, which npm installed as an optional dependency.
"use strict";

const { spawnSync } = require("node:child_process");

const platform = `${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "wqerr.exe" : "wqerr";

let program;
try {
  program = require.resolve(`@wqerr/${platform}/${file}`);
} catch {
  console.error(`wqerr: the package @wqerr/${platform} is not installed.`);
  console.error("It is an optional dependency; reinstall without --no-optional or --omit=optional.");
  console.error("If there is no package for your platform: cargo install wqerr");
  console.error(`缺少 @wqerr/${platform}。它是可选依赖，重新安装时请勿使用 --no-optional 或 --omit=optional。`);
  console.error("如果没有适用于当前平台的包，请用 cargo install wqerr 安装。");
  process.exit(2);
}

// What the terminal sends reaches the program too, and it decides what to do.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

const { error, signal, status } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`wqerr: ${error.message}`);
  process.exit(2);
}
if (signal) {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
} else {
  process.exitCode = status;
}
