// The page with the box, and below it the list of all errors, which is also what can be searched without WebAssembly.
import { count, line } from "../shared/card.js";
import { fill } from "../shared/inline.js";
import { el } from "../shared/tree.js";
import { entryPath } from "./paths.js";

/** How much of the example shows what the box takes. */
const PLACEHOLDER_LENGTH = 62;

export function home(lang, site) {
  const texts = site.texts[lang];
  const button = (name, text) => el("button", { type: "button", "data-do": name, hidden: true }, text);
  const main = [
    el("h1", {}, texts.headline),
    el("p", { class: "lead" }, texts.lead),
    el("div", { class: "box", id: "box" },
      el("label", { for: "input" }, texts.box),
      el("textarea", {
        id: "input", rows: "5", placeholder: `${texts.exampleText.slice(0, PLACEHOLDER_LENGTH)}…`, autocomplete: "off", autocapitalize: "off", autocorrect: "off",
        spellcheck: "false", "aria-describedby": "private", disabled: true,
      }),
      el("div", { class: "held", id: "held", hidden: true }),
      el("div", { class: "tools" },
        el("button", { type: "button", "data-do": "open" }, texts.chooseFile),
        el("input", { type: "file", id: "file", hidden: true, tabindex: "-1", "aria-label": texts.chooseFile }),
        el("button", { type: "button", "data-do": "example" }, texts.example),
        button("clear", texts.clear),
        el("p", { class: "private", id: "private" }, texts.private)),
      el("p", { class: "drop", "aria-hidden": "true" }, texts.dropHere)),
    el("noscript", {}, el("p", { class: "notice" }, texts.noScript)),
    el("section", { class: "answers", "aria-label": texts.answers },
      el("div", { class: "summary" },
        el("p", { role: "status", id: "summary" }),
        el("progress", { id: "progress", max: "1", hidden: true, "aria-label": texts.answers }),
        button("cancel", texts.cancel),
        button("markdown", texts.copyMarkdown),
        button("link", texts.copyLink)),
      el("div", { id: "answers" })),
    el("section", { class: "index", id: "errors", "aria-labelledby": "index" },
      el("h2", { id: "index" }, texts.index),
      el("p", {}, fill(texts.indexLead, { entries: count(texts, "entries", site.entries.length, lang) })),
      el("ul", { class: "entries" }, site.entries.map((entry) => line(entry, texts, lang, `../${entryPath(lang, entry)}`)))),
  ];
  return {
    path: `${lang}/`,
    lang,
    title: texts.homeTitle,
    description: texts.homeDescription,
    translations: { en: "en/", zh: "zh/", "x-default": "" },
    scripts: ["app.js"],
    texts: site.boxTexts[lang],
    main,
  };
}
