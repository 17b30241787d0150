// usage: node packaging/npm/build.mjs VERSION OUT MODULE [TARGET=PROGRAM]...
//
// Makes directories for `npm pack` and `npm publish` in OUT: one package for each platform with the program in it,
// and `wqerr`, which has them as optional dependencies, so that npm installs the one that fits. In `wqerr` is also the
// library, with the WebAssembly MODULE inside.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// One static program (musl) serves every Linux; the others are for a try on a machine that builds no such program.
const PLATFORMS = {
  "x86_64-unknown-linux-musl": ["linux", "x64"],
  "x86_64-unknown-linux-gnu": ["linux", "x64"],
  "aarch64-unknown-linux-musl": ["linux", "arm64"],
  "aarch64-unknown-linux-gnu": ["linux", "arm64"],
  "x86_64-apple-darwin": ["darwin", "x64"],
  "aarch64-apple-darwin": ["darwin", "arm64"],
  "x86_64-pc-windows-msvc": ["win32", "x64"],
  "aarch64-pc-windows-msvc": ["win32", "arm64"],
};

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const [version, out, wasm, ...programs] = process.argv.slice(2);
if (wasm === undefined) {
  console.error("usage: node packaging/npm/build.mjs VERSION OUT MODULE [TARGET=PROGRAM]...");
  process.exit(2);
}

const shared = {
  version,
  license: "MIT OR Apache-2.0",
  ...(process.env.REPOSITORY && { repository: { type: "git", url: `git+${process.env.REPOSITORY}.git` } }),
  publishConfig: { access: "public" },
};

const PROGRAMS = ["wqerr", "wqerr.exe", "launch.js", "install.js"];

function write(name, manifest, files, texts = {}) {
  const directory = join(out, name.replace("@wqerr/", "wqerr-"));
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [from, to] of [...files, ...["LICENSE-MIT", "LICENSE-APACHE"].map((file) => [join(root, file), file])]) {
    copyFileSync(from, join(directory, to));
    if (PROGRAMS.includes(to)) chmodSync(join(directory, to), 0o755);
  }
  for (const [to, text] of Object.entries(texts)) writeFileSync(join(directory, to), text);
  writeFileSync(join(directory, "package.json"), JSON.stringify({ name, ...shared, ...manifest }, null, 2) + "\n");
  console.log(directory);
}

const platformPackages = {};
for (const argument of programs) {
  const [target, program] = argument.split("=");
  if (!PLATFORMS[target]) throw new Error(`there is no npm platform for ${target}`);
  const [os, cpu] = PLATFORMS[target];
  const name = `@wqerr/${os}-${cpu}`;
  const file = os === "win32" ? "wqerr.exe" : "wqerr";
  platformPackages[name] = version;
  const manifest = {
    description: `The program of the package wqerr for ${os} on ${cpu}`,
    os: [os],
    cpu: [cpu],
    files: [file, "LICENSE-*"],
    preferUnplugged: true,
  };
  write(name, manifest, [[program, file]]);
}

// The library is written as ES modules. CommonJS, which has other words for the same, is made of them here: what is
// imported and exported stands on lines of its own.
function commonJs(source) {
  const exported = [];
  const text = source
    .replace(/^import \{ (.*) \} from "(.*)";$/gm, (_, names, file) => `const { ${names} } = require("${file.replace(/^(\.\/.*)\.js$/, "$1.cjs")}");`)
    .replace(/^export (async )?(function|const) (\w+)/gm, (_, mark = "", kind, name) => exported.push(name) && `${mark}${kind} ${name}`);
  if (/^(import|export) /m.test(text)) throw new Error("a line of imports or exports is not as it is expected here");
  return `"use strict";\n${text}\nmodule.exports = { ${exported.join(", ")} };\n`;
}

// A module inside a text needs no file and no network, so bundlers, workers and pages take it as it is.
function inlined(bytes) {
  return `// The WebAssembly module, in base64.
const TEXT = "${bytes.toString("base64")}";

/** The bytes of the module. */
export function source() {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(TEXT);
  const characters = atob(TEXT);
  const bytes = new Uint8Array(characters.length);
  // Ten times as fast as Uint8Array.from.
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
`;
}

// Cloudflare's workers compile no bytes; they import the module itself.
const ofWorker = `import compiled from "./wqerr.wasm";\n\n/** The compiled module. */\nexport function source() {\n  return compiled;\n}\n`;

const library = Object.fromEntries(
  [
    ["index.js", readFileSync(join(here, "library", "index.js"), "utf8")],
    ["failure.js", readFileSync(join(here, "library", "failure.js"), "utf8")],
    ["wqerr.js", readFileSync(join(root, "crates", "wqerr-wasm", "wqerr.js"), "utf8")],
    ["module.js", inlined(readFileSync(wasm))],
  ].flatMap(([name, source]) => [
    [name.replace(/js$/, "mjs"), source.replace(/ from "(\.\/.*)\.js";$/gm, ' from "$1.mjs";')],
    [name.replace(/js$/, "cjs"), commonJs(source)],
  ]),
);
const types = readFileSync(join(here, "library", "index.d.ts"), "utf8");
Object.assign(library, { "index.d.mts": types, "index.d.cts": types, "module.workerd.mjs": ofWorker });

write(
  "wqerr",
  {
    description: "Explains errors from Kuaishou's LLM platform Wanqing (快手万擎): what they mean and how to fix them",
    keywords: ["error", "lookup", "wanqing", "streamlake", "llm", "cli", "retry"],
    bin: { wqerr: "launch.js" },
    main: "./index.cjs",
    module: "./index.mjs",
    types: "./index.d.cts",
    exports: {
      ".": {
        import: { types: "./index.d.mts", default: "./index.mjs" },
        require: { types: "./index.d.cts", default: "./index.cjs" },
      },
      "./wqerr.wasm": "./wqerr.wasm",
      "./package.json": "./package.json",
    },
    imports: { "#module": { workerd: "./module.workerd.mjs", require: "./module.cjs", default: "./module.mjs" } },
    sideEffects: false,
    scripts: { postinstall: "node install.js" },
    files: ["launch.js", "install.js", "*.mjs", "*.cjs", "*.mts", "*.cts", "wqerr.wasm", "README.zh-CN.md", "LICENSE-*"],
    engines: { node: ">=18" },
    optionalDependencies: platformPackages,
  },
  [
    [wasm, "wqerr.wasm"],
    ...["launch.js", "install.js"].map((file) => [join(here, file), file]),
    ...["README.md", "README.zh-CN.md"].map((file) => [join(root, file), file]),
  ],
  library,
);
