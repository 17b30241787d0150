// The pages in Chromium: languages, screens, keyboard, and what works without WebAssembly.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { accessible, answered, close, fits, launch, open } from "./chromium.js";
import { serve } from "./site.js";

const SCREENS = [[360, "light", true], [768, "light"], [1280, "dark", true], [1920, "dark"]];
const KINDS = ["zh/", "en/", "zh/e/unaccessible-user/", "en/e/disconnected-no-content/", "en/403/"];

let browser;
let site;
before(async () => ([browser, site] = [await launch(), await serve()]));
after(async () => (await browser.close(), site.close()));

test("axe finds nothing, and nothing stands out, on any screen, in light and dark", async () => {
  for (const [width, colorScheme, isExamined] of SCREENS) {
    const page = await open(browser, site.base + KINDS[0], { colorScheme, viewport: { width, height: 900 } });
    for (const kind of KINDS) {
      await page.goto(site.base + kind);
      const name = `${kind} ${width} ${colorScheme}`;
      await fits(page, name);
      if (isExamined) await accessible(page, name);
    }
    await close(page);
  }
});

test("a page larger than the screen can be read at 200%", async () => {
  const page = await open(browser, `${site.base}zh/e/unaccessible-user/`, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await fits(page, "200%");
  await close(page);
});

test("an address without a language leads to the reader's, and to the one chosen before", async () => {
  for (const [locale, lang] of [["zh-TW", "zh"], ["fr-FR", "en"]]) {
    const page = await open(browser, site.base, { locale });
    await page.waitForURL(`${site.base}${lang}/`);
    for (const [name, to] of [["403/", "403/"], ["Forbidden.Frozen/", "e/user-frozen/"], ["Bad%20Gateway/", "e/bad-gateway/"]]) {
      await page.goto(site.base + name);
      await page.waitForURL(`${site.base}${lang}/${to}`);
    }
    const other = lang === "zh" ? "en" : "zh";
    await page.goto(`${site.base}${lang}/e/user-frozen/`);
    await page.click(`[data-lang="${other}"]`);
    await page.waitForURL(`${site.base}${other}/e/user-frozen/`);
    await page.goto(site.base);
    await page.waitForURL(`${site.base}${other}/`);
    await close(page);
  }
});

test("without JavaScript everything can be read", async () => {
  const page = await open(browser, site.base, { javaScriptEnabled: false });
  await page.click('.choice a[href$="zh/"]');
  assert.equal(await page.locator("#errors .entry").count(), 24);
  assert.ok(await page.locator("noscript").isVisible());
  await page.goto(`${site.base}Forbidden.Frozen/`);
  await page.click('.choice a >> text=English');
  await page.waitForURL(`${site.base}en/e/user-frozen/`);
  await page.goto(`${site.base}not/there/`);
  await page.click('main a[href="en/"]');
  await page.waitForURL(`${site.base}en/`);
  await page.context().close();
});

test("the keyboard alone reaches everything, in the order of the page", async () => {
  const page = await open(browser, `${site.base}en/`);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.do || document.activeElement.dataset.lang || document.activeElement.className);
  const order = [];
  for (let at = 0; at < 7; at += 1) {
    await page.keyboard.press("Tab");
    order.push(await focused());
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", `${order.at(-1)} does not show that it has the focus`);
  }
  assert.deepEqual(order, ["skip", "name", "en", "zh", "input", "open", "example"]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/en\/e\//);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await focused(), "main");
  await close(page);
});

for (const [name, options, trouble, response] of [
  ["no WebAssembly", { before: "delete globalThis.WebAssembly" }, "This browser does not run WebAssembly"],
  ["too old a WebAssembly", {}, "This browser does not run WebAssembly", { body: "\0asm\x02\0\0\0" }],
  ["a WebAssembly that cannot be loaded", { expected: /ERR_FAILED|404|WebAssembly/ }, "could not be loaded"],
]) {
  test(`with ${name} the page says so, and the list is searched`, async () => {
    const page = await open(browser, "about:blank", options);
    await page.route("**/wqerr.wasm", (route) => (response ? route.fulfill(response) : route.abort()));
    await page.goto(`${site.base}en/`);
    await page.focus("#input");
    await page.waitForSelector(".notice");
    assert.match(await page.textContent(".notice[role=alert]"), new RegExp(trouble));
    const left = async (text) => {
      await page.fill("#input", text);
      await answered(page);
      return page.locator("#errors .entry:visible").count();
    };
    assert.equal(await left("balance insufficient"), 1);
    assert.match(await page.textContent("#summary"), /^1 error /);
    assert.equal(await left("403"), 7);
    assert.equal(await left("no such words"), 0);
    assert.equal(await left(`{"error":{"message":"Customer:1 is frozen, not allow to access action: X"}}`), 1);
    assert.equal(await left(""), 24);
    assert.equal(await page.locator(".notice[role=alert]").count(), 1);
    await accessible(page, name);
    await close(page);
  });
}

test("policy: a page may not run text, write markup or ask another host", async () => {
  const page = await open(browser, `${site.base}en/`, { expected: /Content Security Policy|Trusted|TrustedHTML|violates|Fetch API|Refused/ });
  const tried = await page.evaluate(async () => {
    const fails = async (action) => {
      try {
        await action();
        return false;
      } catch {
        return true;
      }
    };
    // What the debugger calls may evaluate text; what the page itself calls later may not.
    const later = (action) => new Promise((resolve) => setTimeout(() => resolve(action())));
    const inline = document.createElement("script");
    inline.append("globalThis.ran = true");
    return {
      eval: await later(() => fails(() => globalThis.eval("1"))),
      markup: await fails(() => (document.querySelector("main").innerHTML = "<b>x</b>")),
      script: await fails(() => Object.assign(document.createElement("script"), { src: "https://host.example/x.js" })),
      inline: await fails(() => document.head.append(inline)),
      fetch: await fails(() => fetch("https://host.example/")),
      policy: await fails(() => trustedTypes.createPolicy("own-files", { createHTML: (text) => text })),
      ran: globalThis.ran ?? false,
    };
  });
  assert.deepEqual({ ...tried, inline: true }, { eval: true, markup: true, script: true, inline: true, fetch: true, policy: true, ran: false });
  await page.context().close();
});
