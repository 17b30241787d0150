// Chromium for the tests, and what they ask of a page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.SITE_TOOLS, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu", ...QUIET] });
}

/** A page of its own profile that fails the test for every error and every violation of the policy. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ serviceWorkers: "block", ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on("pageerror", (error) => page.troubles.push(error.message));
  page.on("console", (message) => {
    const isExpected = /Service Worker registration blocked/.test(message.text()) || options.expected?.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isExpected) page.troubles.push(message.text());
  });
  page.on("dialog", (dialog) => (page.troubles.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  await page.addInitScript(`globalThis.shown = ${shownInPage}; ${options.before ?? ""}`);
  await page.goto(address);
  return page;
}

export async function close(page) {
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}

/** Waits until the box has answered what is in it. */
export async function answered(page) {
  await page.waitForFunction(() => document.querySelector("#answers").getAttribute("aria-busy") === "false", null, { polling: 10 });
}

/** Pastes a text, as a browser does, and returns what is shown then. */
export async function paste(page, text) {
  const [shown] = await give(page, [{ paste: text }]);
  return shown;
}

/**
 * Gives the box texts, each as its key says: by `paste`, by `type` or in the `hash` of the address. Returns what is shown
 * after each, and how long that took. All of it runs in the page, since every word between a test and a page takes time.
 */
export function give(page, inputs) {
  return page.evaluate(async (inputs) => {
    const input = document.querySelector("#input");
    const answers = document.querySelector("#answers");
    const ways = {
      paste(text) {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      },
      type(text) {
        input.value = text;
        input.dispatchEvent(new InputEvent("input", { inputType: "insertText", bubbles: true }));
      },
      async hash(text) {
        const changed = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
        location.hash = text;
        await changed;
      },
    };
    const results = [];
    for (const [[way, text]] of inputs.map(Object.entries)) {
      if (input.hidden) document.querySelector('[data-do="clear"]').click();
      input.focus();
      input.select();
      const start = performance.now();
      await ways[way](text);
      while (answers.getAttribute("aria-busy") === "true") await new Promise((resolve) => setTimeout(resolve));
      results.push({ ...globalThis.shown(), took: performance.now() - start });
    }
    return results;
  }, inputs);
}

// Runs in the page: how the box answered, the entries with how sure they are, and elements that no answer has.
function shownInPage() {
  const known = new Set(["A", "ARTICLE", "B", "CODE", "DD", "DETAILS", "DIV", "DL", "DT", "H2", "H3", "LI", "MARK", "OL", "P", "SPAN", "SUMMARY", "UL", "VAR", "WBR"]);
  const isStrange = (element) =>
    !known.has(element.tagName) ||
    (element.matches("a") && !/^https?:$/.test(element.protocol)) ||
    [...element.attributes].some(({ name }) => /^on|^style$|^srcdoc$/.test(name));
  return {
    by: document.querySelector("#answers").dataset.by,
    summary: document.querySelector("#summary").textContent,
    answers: [...document.querySelectorAll("#answers .answer")].map((answer) =>
      [...answer.querySelectorAll("[data-id]")].map((found) => `${found.dataset.id} ${found.dataset.confidence}`)),
    strange: [...document.querySelectorAll("#answers *, .notice *, #held *, #summary *")].filter(isStrange).map((element) => element.outerHTML),
  };
}

/** Drops a file with these bytes on the page. */
export async function drop(page, name, bytes) {
  await page.evaluate(({ name, base64 }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
    const box = document.querySelector("#box");
    for (const type of ["dragenter", "dragover", "drop"]) box.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, { name, base64: Buffer.from(bytes).toString("base64") });
  await answered(page);
}

/** What is shown now. */
export function shown(page) {
  return page.evaluate(() => globalThis.shown());
}

/** Fails for what axe finds. */
export async function accessible(page, name) {
  // Through the debugger, which no policy of the page stops.
  const { violations } = await page.evaluate(`${axe}\n;axe.run(document, { resultTypes: ["violations"] })`);
  const findings = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(findings, [], name);
}

/** Fails if something stands out at the side. */
export async function fits(page, name) {
  const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(width <= room, `${name}: ${width} pixels in ${room}`);
}
