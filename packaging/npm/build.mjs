// usage: node packaging/npm/build.mjs VERSION OUT TARGET=PROGRAM...
//
// Makes directories for `npm pack` and `npm publish` in OUT: one package for each platform with the program in it,
// and `wqerr`, which has them as optional dependencies, so that npm installs the one that fits.
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
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
const [version, out, ...programs] = process.argv.slice(2);
if (programs.length === 0) {
  console.error("usage: node packaging/npm/build.mjs VERSION OUT TARGET=PROGRAM...");
  process.exit(2);
}

const shared = {
  version,
  license: "MIT OR Apache-2.0",
  ...(process.env.REPOSITORY && { repository: { type: "git", url: `git+${process.env.REPOSITORY}.git` } }),
  publishConfig: { access: "public" },
};

function write(name, manifest, files) {
  const directory = join(out, name.replace("@wqerr/", "wqerr-"));
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [from, to] of [...files, ...["LICENSE-MIT", "LICENSE-APACHE"].map((file) => [join(root, file), file])]) {
    copyFileSync(from, join(directory, to));
    if (!/\.md$|^LICENSE/.test(to)) chmodSync(join(directory, to), 0o755);
  }
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
write(
  "wqerr",
  {
    description: "Explains errors from Kuaishou's LLM platform Wanqing (快手万擎): what they mean and how to fix them",
    keywords: ["error", "lookup", "wanqing", "streamlake", "llm", "cli"],
    bin: { wqerr: "launch.js" },
    scripts: { postinstall: "node install.js" },
    files: ["launch.js", "install.js", "README.zh-CN.md", "LICENSE-*"],
    engines: { node: ">=16" },
    optionalDependencies: platformPackages,
  },
  [
    ...["launch.js", "install.js"].map((file) => [join(here, file), file]),
    ...["README.md", "README.zh-CN.md"].map((file) => [join(root, file), file]),
  ],
);
