// The box in Chromium: the same answers as the program, nothing sent or kept, and inputs of every bad kind.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { accessible, answered, close, drop, fits, give, launch, open, paste, shown } from "./chromium.js";
import { OUT, program, REPOSITORY, serve } from "./site.js";

const CORPUS = join(REPOSITORY, "tests/corpus");
const FROZEN = "Error code: 403 - {'error': {'message': 'Customer:20012345 is frozen, not allow to access action: ChatCompletions'}}";
/** A made-up key; the message that prints it is the platform's. */
const KEY = "aB3dQ7xK9mZ2vN5tR8wY1cF4gH6jL0pS-uE_iO3dE9f";

let browser;
let site;
let box;
before(async () => {
  [browser, site] = [await launch(), await serve()];
  box = await open(browser, `${site.base}en/`);
  await paste(box, FROZEN);
});
after(async () => (await close(box), await browser.close(), site.close()));

/** What the page has to show for a document of the program. */
function expected(document) {
  return document.answers.map((answer) => answer.results.map((found) => `${found.id} ${found.confidence}`));
}

test("every input of the corpus gets the program's answer, and no request is made", async () => {
  const requests = [];
  const note = (request) => requests.push(request.url());
  box.on("request", note);
  const files = readdirSync(CORPUS).filter((file) => file.endsWith(".txt"));
  const texts = files.map((file) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(readFileSync(join(CORPUS, file))));
  const replies = await give(box, texts.map((text) => ({ paste: text })));
  for (const [at, { by, answers }] of replies.entries()) {
    const document = program.json(["explain"], texts[at]);
    assert.deepEqual({ by, answers }, { by: "error", answers: expected(document) }, files[at]);
  }
  box.off("request", note);
  assert.deepEqual(requests, []);
  assert.ok(files.length > 100);
  console.log(`corpus: ${files.length} inputs answered like the program, with ${requests.length} requests`);
});

test("names get what lookup finds, and words what a search does", async () => {
  for (const [query, by] of [["403", "name"], ["4xx", "name"], ["Forbidden.*", "name"], ["user-frozen", "name"], ["余额没了", "words"], ["rate limit", "words"]]) {
    await box.fill("#input", query);
    await answered(box);
    const document = program.json([by === "name" ? "lookup" : "search", query]);
    assert.deepEqual(await shown(box).then(({ by, answers }) => ({ by, answers })), { by, answers: expected(document) }, query);
  }
});

test("values, hints and the request id are drawn; keys are masked before", async () => {
  await paste(box, readFileSync(join(CORPUS, "hint--requests-raise-for-status.txt"), "utf8"));
  assert.ok(await box.isVisible("#answers .note"));
  await paste(box, `${FROZEN} request_id: req-k3v9qa-1795417200123456789`);
  const text = await box.innerText("#answers");
  for (const said of ["20012345", "ChatCompletions", "req-k3v9qa-1795417200123456789", "2026-11-23T07:00:00.123Z", "certain"]) assert.ok(text.includes(said), said);
  for (const text of [`{"ResponseMeta":{"ErrorCode":"Forbidden","ErrorMessage":"AccessKey:${KEY} IS UNAVAILABLE"}}`, `nothing known, api_key=${KEY}`, `Authorization: Bearer ${KEY}\nHTTP/1.1 403`]) {
    await paste(box, text);
    const drawn = await box.evaluate(() => document.documentElement.innerHTML + document.querySelector("#input").value);
    assert.ok(!drawn.includes(KEY), text);
    assert.ok(drawn.includes("****"), text);
  }
});

test("Markdown is copied, and only a typed query gets into a link", async () => {
  const page = await open(browser, `${site.base}zh/`, { permissions: ["clipboard-read", "clipboard-write"] });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await paste(page, FROZEN);
  await page.click('[data-do="markdown"]');
  await page.waitForSelector('[data-do="markdown"] >> text=已复制');
  assert.equal(await clipboard(), program.markdown(["explain"], "zh", FROZEN));
  assert.ok(await page.isHidden('[data-do="link"]'));
  await paste(page, "余额没了");
  assert.ok(await page.isHidden('[data-do="link"]'));
  await page.fill("#input", "");
  await page.locator("#input").pressSequentially("余额没了");
  await answered(page);
  await page.click('[data-do="link"]');
  await page.waitForSelector('[data-do="link"] >> text=已复制');
  const link = await clipboard();
  assert.equal(link, `${site.base}zh/#q=${encodeURIComponent("余额没了")}`);
  await page.goto("about:blank");
  await page.goto(link);
  await page.waitForSelector("#answers [data-id]");
  assert.equal((await shown(page)).by, "words");
  await close(page);
});

test("what was pasted is neither in the address nor in any storage, and does not come back", async () => {
  const page = await open(browser, `${site.base}en/`);
  const address = page.url();
  await paste(page, `${FROZEN} marker-8a1f`);
  assert.equal(page.url(), address);
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, await caches.keys(), history.state, name]);
  });
  assert.equal(stored, '[{},{},"",[],[],null,""]');
  await page.reload();
  assert.equal(await page.inputValue("#input"), "");
  await close(page);
});

test("an address without a page leads to a search for its last part", async () => {
  const page = await open(browser, `${site.base}some/balance-empty/`, { expected: /404/ });
  await page.waitForURL(/#missing=/);
  await page.waitForSelector("#answers [data-id]");
  assert.match(await page.textContent(".notice"), /balance-empty/);
  assert.deepEqual((await shown(page)).answers, expected(program.json(["search", "balance-empty"])));
  await close(page);
});

test("markup and scripts in messages, queries, addresses and file names stay text", async () => {
  const injections = readFileSync(new URL("injections.txt", import.meta.url), "utf8").split("\n").filter(Boolean);
  assert.ok(injections.length > 20);
  const page = await open(browser, `${site.base}en/`);
  await page.exposeFunction("ran", () => page.troubles.push("a script ran"));
  let drawn = 0;
  for (const injection of injections) {
    const json = JSON.stringify(injection).slice(1, -1);
    const inputs = [
      { paste: injection },
      { paste: `{"error":{"message":"Customer:${json} is frozen, not allow to access action: ${json}","type":"${json}","code":"Forbidden"},"request_id":"${json}"}` },
      { paste: `{"error":{"message":"${json}","code":"${json}"},"host":"wanqing.streamlakeapi.com"}` },
      { paste: `403 User has been frozen. ${injection}` },
      { type: injection.slice(0, 100) },
      { hash: `q=${encodeURIComponent(injection)}` },
      { hash: `missing=${encodeURIComponent(injection)}` },
    ];
    const replies = await give(page, inputs);
    assert.deepEqual(replies.flatMap((reply) => reply.strange), [], injection);
    drawn += replies[1].answers.flat().some((found) => found.startsWith("customer-frozen"));
  }
  // As values of a message, most of them get as far as the screen.
  assert.ok(drawn > injections.length / 2, `${drawn} of ${injections.length}`);
  await drop(page, injections[0].replaceAll("/", ":"), Buffer.from(FROZEN));
  assert.deepEqual((await shown(page)).strange, []);
  await page.waitForTimeout(200);
  await close(page);
});

test("ten megabytes are read as a log, with the program's counts, and the page stays quick", async () => {
  await box.click('[data-do="clear"]');
  const errors = ["User has been frozen.", "Too many requests.", "Customer:20012345 is frozen, not allow to access action: ChatCompletions"];
  const lines = Array.from({ length: 100_000 }, (_, at) => `2026-11-27T09:00:00Z INFO gateway ${at} ${at % 50 ? "200 OK " + "x".repeat(60) : `{"error":{"message":"${errors[at % 3]}","code":"none"}}`}`);
  const log = `${lines.join("\n")}\n`;
  assert.ok(log.length > 10_000_000);
  // The text is in the page before the time runs: bringing it there is the test's work.
  await box.evaluate((log) => (globalThis.log = log), log);
  const [took, longest] = await box.evaluate(async () => {
    let longest = 0;
    let last = performance.now();
    const start = last;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", globalThis.log);
    document.querySelector("#input").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    while (document.querySelector("#answers").getAttribute("aria-busy") === "true") {
      await new Promise((resolve) => setTimeout(resolve));
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    return [last - start, longest];
  });
  const summary = program.json(["scan"], log);
  const counted = await box.$$eval("#answers .log > li", (items) => items.map((item) => `${item.dataset.id} ${item.querySelector(".counts b").textContent.replace(/\D/g, "")}`));
  assert.deepEqual(counted, summary.entries.map((entry) => `${entry.id} ${entry.count}`));
  assert.equal(await box.inputValue("#input"), "");
  assert.equal((await shown(box)).by, "log");
  await accessible(box, "log");
  console.log(`10 MB: ${Math.round(took)} ms, the longest pause of the page ${Math.round(longest)} ms`);
});

test("files: small ones are explained, logs counted, packed ones unpacked or named, binary ones survive", async () => {
  await drop(box, "error.json", Buffer.from(FROZEN));
  assert.deepEqual((await shown(box)).answers, expected(program.json(["explain"], FROZEN)));
  const logs = join(REPOSITORY, "tests/logs");
  await drop(box, "gateway.log.gz", readFileSync(join(logs, "gateway.log.gz")));
  const counted = await box.$$eval("#answers .log > li", (items) => items.map((item) => item.dataset.id));
  assert.deepEqual(counted, program.json(["scan", join(logs, "gateway.log.gz")]).entries.map((entry) => entry.id));
  await drop(box, "gateway.log.zst", readFileSync(join(logs, "gateway.log.zst")));
  assert.match((await shown(box)).summary, /compressed/);
  await drop(box, "nothing.log", Buffer.alloc(0));
  assert.match((await shown(box)).summary, /empty/);
  for (const bytes of [randomBytes(50_000), randomBytes(2_000_000), Buffer.alloc(300_000)]) {
    await drop(box, "binary.bin", bytes);
    assert.match((await shown(box)).summary, /no known error|No known error/i);
  }
  await paste(box, FROZEN);
  assert.equal((await shown(box)).answers[0][0], "customer-frozen certain");
});

test("reading a large log shows how far it is, and can be stopped", async () => {
  await box.click('[data-do="clear"]');
  await box.evaluate(() => {
    const part = new Blob(["2026-11-27T09:00:00Z ERROR 403 User has been frozen.\n".repeat(100_000)]);
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(Array(40).fill(part), "large.log"));
    document.querySelector("#box").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await box.waitForFunction(() => !document.querySelector("#progress").hidden);
  assert.match((await shown(box)).summary, /^[\d.]+% of [\d.]+ [KM]B$/);
  await box.click('[data-do="cancel"]');
  await answered(box);
  assert.match((await shown(box)).summary, /^Stopped after [\d.]+ [KM]B/);
  await paste(box, FROZEN);
  assert.equal((await shown(box)).answers[0][0], "customer-frozen certain");
});

test("lone surrogates, controls, and a text of one character a million times", async () => {
  for (const text of ["\ud800", `${FROZEN} \udfff\ud800`, "\u0000\u0001\u001b[31m", "\u202e403\u2066", "{".repeat(60_000), "\n".repeat(200_000), "万".repeat(1_000_000), "{\"code\":\"".repeat(100_000)]) {
    await paste(box, text);
    await answered(box);
  }
  await paste(box, FROZEN);
  assert.equal((await shown(box)).answers[0][0], "customer-frozen certain");
});

test("answers fit every screen, and axe finds nothing in them", async () => {
  const inputs = [FROZEN, "HTTP/1.1 403 Forbidden", readFileSync(join(CORPUS, "foreign--zhipu-1305.txt"), "utf8"), `{"error":{"message":"Customer:${"9".repeat(300)} is frozen, not allow to access action: ${"A".repeat(300)}","code":"Forbidden"}}`];
  for (const [lang, width, colorScheme] of [["zh", 360, "dark"], ["en", 1280, "light"]]) {
    const page = await open(browser, `${site.base}${lang}/`, { viewport: { width, height: 800 }, colorScheme });
    for (const input of inputs) {
      await paste(page, input);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await fits(page, input);
      await accessible(page, input);
    }
    await close(page);
  }
});

test("without a network an installed page works", async () => {
  const page = await open(browser, `${site.base}en/`, { serviceWorkers: "allow" });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await paste(page, FROZEN);
  // Nothing is asked for any more, not by the service worker either.
  const requests = [];
  page.context().on("request", (request) => requests.push(request.url()));
  await paste(page, `{"error":{"message":"User has been frozen."}}`);
  await box.waitForTimeout(300);
  assert.deepEqual(requests, []);
  await page.context().setOffline(true);
  await page.goto(`${site.base}zh/`);
  await paste(page, FROZEN);
  assert.equal((await shown(page)).answers[0][0], "customer-frozen certain");
  await page.click("#answers .title a");
  await page.waitForURL(/\/zh\/e\/customer-frozen\/$/);
  assert.ok(await page.isVisible(".steps"));
  await page.goto(`${site.base}403/`);
  await page.waitForURL(/\/en\/403\/$/);
  await page.goto(`${site.base}zh/`);
  const session = await page.context().newCDPSession(page);
  await page.context().setOffline(false);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  await close(page);
});

test("opened as files the pages work, too", async () => {
  const page = await open(browser, pathToFileURL(join(OUT, "index.html")).href);
  await page.waitForURL(/\/en\/index\.html$/);
  await paste(page, FROZEN);
  assert.equal((await shown(page)).answers[0][0], "customer-frozen certain");
  await page.click("#answers .title a");
  await page.waitForURL(/\/en\/e\/customer-frozen\/index\.html$/);
  await page.click('[data-lang="zh"]');
  await page.waitForURL(/\/zh\/e\/customer-frozen\/index\.html$/);
  await close(page);
});

test("how long the first and later answers take", async () => {
  const page = await open(browser, `${site.base}en/`);
  const took = (await give(page, Array.from({ length: 20 }, (_, at) => ({ paste: FROZEN + " ".repeat(at) })))).map((reply) => reply.took);
  const [cold, warm] = [took[0], took.slice(1).sort((a, b) => a - b)[took.length >> 1]];
  console.log(`an answer in Chromium: ${cold.toFixed(0)} ms with loading, ${warm.toFixed(1)} ms after (median)`);
  await close(page);
});
