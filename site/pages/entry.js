// The page of an error.
import { body, breakable, docs, line, title, titleText } from "../shared/card.js";
import { fill } from "../shared/inline.js";
import { el } from "../shared/tree.js";
import { TAGS } from "./layout.js";
import { entryPath, namePath } from "./paths.js";

export function entryPage(entry, lang, site) {
  const texts = site.texts[lang];
  const name = titleText(entry);
  const path = entryPath(lang, entry);
  const main = [
    el("article", {},
      el("nav", { class: "trail", "aria-label": texts.home },
        el("a", { href: "../../" }, texts.home), " › ", el("a", { href: `../../${entry.status}/` }, entry.status)),
      el("h1", { class: "title" }, title(entry)),
      body(entry, texts, lang, "h2"),
      docs(entry, texts),
      el("p", {}, el("a", { class: "button", href: "../../" }, texts.severalPaste))),
    el("aside", {}, facts(entry, texts, lang, site), related(entry, texts, lang, site)),
  ];
  const description = fill(texts.entryDescription, {
    meaning: entry.meaning[lang],
    retry: texts.retry[entry.retry.advice],
    step: plain(entry.remediation[lang][0]),
  });
  const pageTitle = entry.message === entry.code ? name : fill(texts.entryTitle, { title: name, message: asWords(entry.message) });
  return {
    path,
    lang,
    title: `${pageTitle} · ${texts.name}`,
    description,
    translations: { en: entryPath("en", entry), zh: entryPath("zh", entry), "x-default": entryPath("en", entry) },
    data: structuredData(entry, { path, lang, headline: pageTitle, description }, site),
    main,
  };
}

function facts(entry, texts, lang, site) {
  return [
    el("h2", {}, texts.facts),
    el("dl", { class: "facts" },
      el("dt", {}, texts.label.status), el("dd", {}, entry.status),
      entry.code && [el("dt", {}, texts.label.code), el("dd", { lang: "en" }, code(entry, site))],
      el("dt", {}, texts.id), el("dd", {}, el("code", {}, entry.id)),
      el("dt", {}, texts.origin), el("dd", {}, texts.origins[entry.origin]),
      el("dt", {}, texts.command), el("dd", {}, el("code", {}, `wqerr lookup ${entry.id}`))),
  ];
}

/** The code, with a link to all errors that have it if there are others. */
function code(entry, site) {
  const isShared = site.entries.some((other) => other !== entry && other.code === entry.code);
  return isShared ? el("a", { href: `../../${encodeURI(entry.code)}/` }, breakable(entry.code)) : breakable(entry.code);
}

function related(entry, texts, lang, site) {
  const family = familyOf(entry);
  const near = site.entries.filter((other) => other !== entry && (other.status === entry.status || (family && familyOf(other) === family)));
  if (near.length === 0) return null;
  return [
    el("h2", {}, texts.related),
    el("ul", { class: "entries" }, near.map((other) => line(other, texts, lang, `../${other.id}/`))),
  ];
}

/** What stands before the first dot of a code: `Forbidden` of `Forbidden.Frozen`. */
function familyOf(entry) {
  return entry.code?.includes(" ") ? null : entry.code?.split(".")[0];
}

/** A message whose placeholders read as words. */
function asWords(message) {
  return message.replace(/[{}]/g, "");
}

function plain(text) {
  return text.replaceAll("`", "");
}

function structuredData(entry, page, site) {
  const texts = site.texts[page.lang];
  const url = site.base + page.path;
  const name = entry.message === entry.code ? titleText(entry) : asWords(entry.message);
  const question = (asked, answer) => ({
    "@type": "Question",
    name: fill(asked, { title: name }),
    acceptedAnswer: { "@type": "Answer", text: answer },
  });
  const crumbs = [[texts.name, `${page.lang}/`], [String(entry.status), namePath(page.lang, entry.status)], [page.headline, page.path]];
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "TechArticle",
        headline: page.headline,
        description: page.description,
        inLanguage: TAGS[page.lang],
        url,
        dateModified: site.date,
        isAccessibleForFree: true,
        isBasedOn: entry.docs || undefined,
      },
      {
        "@type": "FAQPage",
        inLanguage: TAGS[page.lang],
        mainEntity: [
          question(texts.faqMeaning, plain(entry.meaning[page.lang])),
          question(texts.faqSteps, entry.remediation[page.lang].map((step, at) => `${at + 1}. ${plain(step)}`).join("\n")),
          question(texts.faqRetry, texts.retry[entry.retry.advice]),
        ],
      },
      {
        "@type": "BreadcrumbList",
        itemListElement: crumbs.map(([crumb, to], at) => ({ "@type": "ListItem", position: at + 1, name: crumb, item: site.base + encodeURI(to) })),
      },
    ],
  };
}
