// Addresses of statuses and codes: `/403/` and `/Forbidden.Frozen/` lead to the error, or to a list if several have it.
import { count, line } from "../shared/card.js";
import { fill } from "../shared/inline.js";
import { el } from "../shared/tree.js";
import { LANGS } from "./program.js";
import { entryPath, namePath } from "./paths.js";

export function namePages(site) {
  const named = new Map();
  for (const entry of site.entries) {
    for (const name of [String(entry.status), entry.code]) {
      if (name) named.set(name, [...(named.get(name) ?? []), entry]);
    }
  }
  const taken = new Set(["en", "zh", "e"]);
  for (const name of named.keys()) {
    // Some file systems do not tell upper from lower case.
    if (taken.has(name.toLowerCase()) || /[/\\:*?"<>|]/.test(name)) throw new Error(`no directory can have the name ${name}`);
    taken.add(name.toLowerCase());
  }
  return [...named].flatMap(([name, entries]) => [
    ...LANGS.map((lang) => (entries.length > 1 || name === String(entries[0].status) ? list(name, entries, lang, site) : redirect(name, entries[0], lang, site))),
    choice(namePath("", name).slice(1), name, namePath("", name), site),
  ]);
}

function list(name, entries, lang, site) {
  const texts = site.texts[lang];
  const isStatus = /^\d+$/.test(name);
  const heading = fill(name === "0" ? texts.severalStatusZero : isStatus ? texts.severalStatus : texts.severalCode, { name });
  return {
    path: namePath(lang, name),
    lang,
    title: `${fill(texts.severalTitle, { name: heading })} · wqerr`,
    description: entries.map((entry) => entry.meaning[lang]).join(" ").slice(0, 300),
    translations: { en: namePath("en", name), zh: namePath("zh", name), "x-default": namePath("en", name) },
    main: [
      el("nav", { class: "trail", "aria-label": texts.home }, el("a", { href: "../" }, texts.home)),
      el("h1", {}, heading),
      entries.length > 1 && el("p", { class: "lead" }, fill(texts.severalLead, { entries: count(texts, "entries", entries.length, lang) })),
      el("ul", { class: "entries" }, entries.map((entry) => line(entry, texts, lang, `../e/${entry.id}/`))),
      el("p", {}, el("a", { class: "button", href: "../" }, texts.severalPaste)),
    ],
  };
}

function redirect(name, entry, lang, site) {
  const to = `../e/${entry.id}/`;
  return {
    path: namePath(lang, name),
    lang,
    title: name,
    description: entry.meaning[lang],
    canonical: entryPath(lang, entry),
    refresh: to,
    isRedirect: true,
    main: el("p", { class: "lead" }, el("a", { href: to }, name)),
  };
}

/** A page that leads on in the language of the reader; without JavaScript it offers both. */
export function choice(path, title, to, site) {
  const root = "../".repeat(path.split("/").length - 1) || "./";
  return {
    path,
    root,
    lang: "en",
    title: `${title} · wqerr`,
    description: site.texts.en.homeDescription,
    translations: { en: `en${to}`, zh: `zh${to}` },
    canonical: path === "" ? "" : `en${to}`,
    go: encodeURI(to.slice(1)),
    isRedirect: path !== "",
    main: el("ul", { class: "choice" },
      el("li", { lang: "zh-CN" }, el("a", { href: `${root}zh${encodeURI(to)}` }, `${title}：中文`)),
      el("li", {}, el("a", { href: `${root}en${encodeURI(to)}` }, `${title}: English`))),
  };
}
