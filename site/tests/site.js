// What the tests share: the site that was built for them, the program, and a server for the site.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Program } from "../pages/program.js";

const { SITE_OUT, SITE_BIN } = process.env;
export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
export const OUT = SITE_OUT;
/** Where the site is built for: below an address, as a project's pages often are. */
export const BASE = "https://wqerr.example/below/";
export const HAS_WASM = existsSync(join(OUT, "wqerr.wasm"));
export const program = new Program(SITE_BIN);

export function read(path) {
  return readFileSync(join(OUT, path), "utf8");
}

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The file that a web server would send for a path on the site, or null. */
export function fileOf(path) {
  const file = join(OUT, decodeURIComponent(path));
  if (existsSync(file) && statSync(file).isDirectory()) return path.endsWith("/") || path === "" ? fileOf(`${path}index.html`) : null;
  return existsSync(file) ? file : null;
}

/** Serves the site, with 404.html for what is not there. */
export async function serve() {
  const { pathname } = new URL(BASE);
  const server = createServer((request, response) => {
    const path = request.url.split(/[?#]/)[0];
    const file = path.startsWith(pathname) ? fileOf(path.slice(pathname.length)) : null;
    const sent = file ?? join(OUT, "404.html");
    response.writeHead(file ? 200 : 404, { "content-type": TYPES[extname(sent)] ?? "application/octet-stream" });
    response.end(readFileSync(sent));
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return { base: `http://localhost:${server.address().port}${pathname}`, close: () => (server.closeAllConnections(), server.close()) };
}
