// The site as it lies on the disk: links, languages, structured data, what is there without JavaScript, sizes.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";

import { markdown } from "../shared/markdown.js";
import { LANGS } from "../pages/program.js";
import { BASE, fileOf, OUT, program, read, REPOSITORY } from "./site.js";

const files = readdirSync(OUT, { recursive: true }).map((file) => file.replaceAll("\\", "/"));
const pages = files.filter((file) => file.endsWith(".html"));
const { entries } = program.catalog();

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const attributes = (html, name) => [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, "g"))].map(([, value]) => unescape(value));
const textOf = (html) => unescape(html.replace(/<script[\s\S]*?<\/script>/g, "").replace(/<[^>]*>/g, ""));

/** A path from the root for an address on a page, or null if it leads elsewhere. */
function onSite(address, page) {
  const { pathname } = new URL(BASE);
  const url = new URL(address, page === "404.html" ? BASE : BASE + encodeURI(page));
  return url.origin === new URL(BASE).origin ? { path: url.pathname.slice(pathname.length), id: url.hash.slice(1) } : null;
}

test("every link leads to a page, and to a place on it", () => {
  let checked = 0;
  for (const page of pages) {
    const html = read(page);
    for (const address of [...attributes(html, "href"), ...attributes(html, "src")]) {
      const to = onSite(address, page);
      if (!to) {
        assert.match(address, /^https:\/\/[\w.-]+\.[a-z]+(\/|$)/, `${page}: ${address}`);
        continue;
      }
      const file = fileOf(to.path);
      assert.ok(file, `${page}: nothing is at ${address}`);
      if (to.id) assert.ok(attributes(readFileSync(file, "utf8"), "id").includes(to.id), `${page}: no ${address}`);
      checked += 1;
    }
  }
  assert.ok(checked > 1000);
});

test("the sitemap has every page that is no redirect, and its other language leads back", () => {
  const sitemap = read("sitemap.xml");
  const listed = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => unescape(address));
  for (const address of [...listed, ...attributes(sitemap, "href")]) {
    assert.ok(address.startsWith(BASE) && fileOf(address.slice(BASE.length)), address);
  }
  const canonical = pages.filter((page) => {
    const html = read(page);
    const own = BASE + encodeURI(posix.join(posix.dirname(page), "/").replace(/^\/|^\.\//, ""));
    return html.includes(`<link rel="canonical" href="${own}">`) && !html.includes("http-equiv=\"refresh\"");
  });
  assert.equal(new Set(listed).size, canonical.length);
  for (const page of canonical) {
    const alternates = [...read(page).matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">/g)];
    for (const [, , address] of alternates.filter(([, lang]) => lang !== "x-default")) {
      const other = readFileSync(fileOf(address.slice(BASE.length)), "utf8");
      assert.ok(alternates.every(([tag]) => other.includes(tag)), `${page} and ${address} name different languages`);
    }
  }
  assert.match(read("robots.txt"), new RegExp(`^Sitemap: ${BASE}sitemap.xml$`, "m"));
});

test("an entry's page says all of it without JavaScript, in its language", () => {
  for (const entry of entries) {
    for (const lang of LANGS) {
      const text = textOf(read(`${lang}/e/${entry.id}/index.html`));
      const said = [entry.message, entry.meaning[lang], ...entry.remediation[lang], ...entry.causes[lang], entry.code ?? ""];
      for (const part of said) assert.ok(text.includes(part.replace(/[`{}]/g, "")), `${lang} ${entry.id}: ${part}`);
      assert.ok(attributes(read(`${lang}/e/${entry.id}/index.html`), "href").includes(entry.docs));
    }
  }
});

test("statuses and codes have addresses of their own", () => {
  for (const entry of entries) {
    for (const name of [entry.status, entry.code].filter((name) => name != null)) {
      for (const prefix of ["", "en/", "zh/"]) assert.ok(fileOf(encodeURI(`${prefix}${name}/`)), `${prefix}${name}`);
      assert.ok(attributes(read(`en/${name}/index.html`), "href").some((to) => to.endsWith(`/e/${entry.id}/`)), name);
    }
  }
});

test("structured data and manifests are JSON with addresses of this site", () => {
  for (const page of pages.filter((page) => /\/e\//.test(page))) {
    const [, text] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(read(page));
    const data = JSON.parse(text);
    assert.deepEqual(data["@graph"].map((item) => item["@type"]), ["TechArticle", "FAQPage", "BreadcrumbList"]);
    assert.equal(data["@graph"][0].url, BASE + posix.dirname(page) + "/");
    assert.ok(data["@graph"][1].mainEntity.every((question) => question.name && question.acceptedAnswer.text));
    assert.ok(read(page).includes('<meta property="og:title"'));
  }
  for (const lang of LANGS) assert.equal(JSON.parse(read(`${lang}/app.webmanifest`)).start_url, "./");
});

test("no page has a script, a style or a handler in it, and each has the policy", () => {
  for (const page of pages) {
    const html = read(page);
    assert.doesNotMatch(html, /<style| style="| on[a-z]+="|javascript:/i, page);
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) assert.match(tag, / src="| type="application\/(ld\+)?json"/, page);
    assert.match(html, /<meta http-equiv="Content-Security-Policy" content="default-src 'none';/, page);
    assert.ok(html.indexOf("Content-Security-Policy") < html.indexOf("<link"), page);
  }
});

test("both languages have the same texts, and each text is used", () => {
  const texts = JSON.parse(readFileSync(join(REPOSITORY, "site/texts.json"), "utf8"));
  const names = (value, prefix = "") => Object.entries(value).flatMap(([name, inner]) => (typeof inner === "string" ? [prefix + name] : names(inner, `${prefix}${name}.`)));
  assert.deepEqual(names(texts.zh), names(texts.en));
  const directories = ["browser", "pages", "shared"].map((name) => join(REPOSITORY, "site", name));
  const source = directories.flatMap((directory) => readdirSync(directory).map((file) => readFileSync(join(directory, file), "utf8"))).join("");
  // What the service calls "trouble", and the units of counts, are named by values.
  const named = [...source.matchAll(/trouble: "(\w+)"|"(noWasm|failed)"/g)].map(([, one, other]) => one ?? other);
  for (const name of Object.values(texts.en).flatMap(Object.keys)) {
    assert.ok(new RegExp(`\\b[tT]exts(\\[other\\])?(\\.en)?\\.${name}\\b`).test(source) || named.includes(name), `${name} is not used`);
  }
  for (const [text, other] of names(texts.en).map((name) => LANGS.map((lang) => name.split(".").reduce((at, key) => at[key], texts[lang])))) {
    const filled = (value) => [...value.matchAll(/\{\w+\}/g)].map(String).sort();
    assert.deepEqual(filled(text), filled(other), text);
  }
});

test("Markdown for a ticket is what the program prints, byte for byte", () => {
  const corpus = join(REPOSITORY, "tests/corpus");
  const inputs = readdirSync(corpus).filter((file) => file.endsWith(".txt")).map((file) => readFileSync(join(corpus, file)));
  assert.ok(inputs.length > 100);
  const texts = (lang) => JSON.parse(/<script type="application\/json" id="texts">(.*?)<\/script>/.exec(read(`${lang}/index.html`))[1]);
  for (const [at, input] of inputs.entries()) {
    const lang = LANGS[at % LANGS.length];
    assert.equal(markdown(program.json(["explain"], input), texts(lang), lang), program.markdown(["explain"], lang, input));
  }
});

test("the page stays under 60 KB without the WebAssembly", () => {
  for (const lang of LANGS) {
    const parts = [`${lang}/index.html`, "style.css", "app.js", "icon.svg", `${lang}/app.webmanifest`];
    const size = parts.map((part) => Buffer.byteLength(read(part))).reduce((sum, part) => sum + part);
    assert.ok(size < 60_000, `${lang}: ${size} bytes`);
  }
});
