// What a web server shows for an address without a page. With JavaScript it goes on to a search for the last part of it.
import { el } from "../shared/tree.js";

export function missing(site) {
  const { pathname } = new URL(site.base);
  return {
    path: "404.html",
    root: "",
    base: pathname,
    lang: "en",
    title: site.texts.en.notFound,
    description: site.texts.en.notFoundLead,
    hidden: true,
    translations: { en: "en/", zh: "zh/" },
    go: "#missing",
    main: Object.entries(site.texts).map(([lang, texts]) => el("section", { lang: lang === "zh" ? "zh-CN" : lang },
      lang === "en" ? el("h1", {}, texts.notFound) : el("h2", {}, texts.notFound),
      el("p", {}, texts.notFoundLead),
      el("p", {}, el("a", { class: "button", href: `${lang}/` }, texts.toHome)))),
  };
}
