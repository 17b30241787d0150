// What all pages have around their contents.
import { el, toHtml } from "../shared/tree.js";

// Nothing but the site's own files is loaded or asked, and no text can become markup or a script.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types own-files",
].join("; ");

const LOCALES = { en: "en_US", zh: "zh_CN" };
export const TAGS = { en: "en", zh: "zh-CN" };

/**
 * A page as HTML. `page` has its `path`, from the root and with a slash at the end; `lang`; `title`; `description`;
 * `main`, the contents; and if it has any: `translations` (paths by language), `data` (structured data), `scripts`.
 */
export function layout(page, site) {
  const { lang, path } = page;
  const texts = site.texts[lang];
  const root = page.root ?? "../".repeat(path.split("/").length - 1);
  const address = (to) => site.base + encodeURI(to);
  const head = [
    el("meta", { charset: "utf-8" }),
    el("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    page.base && el("base", { href: page.base }),
    el("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    el("title", {}, page.title),
    page.refresh && el("meta", { "http-equiv": "refresh", content: `0; url=${page.refresh}` }),
    el("meta", { name: "description", content: page.description }),
    el("meta", { name: "referrer", content: "no-referrer" }),
    el("meta", { name: "color-scheme", content: "light dark" }),
    el("meta", { name: "theme-color", content: "#fbfaf7", media: "(prefers-color-scheme: light)" }),
    el("meta", { name: "theme-color", content: "#161614", media: "(prefers-color-scheme: dark)" }),
    page.hidden ? el("meta", { name: "robots", content: "noindex" }) : el("link", { rel: "canonical", href: address(page.canonical ?? path) }),
    Object.entries(page.translations ?? {}).map(([other, to]) => el("link", { rel: "alternate", hreflang: TAGS[other] ?? other, href: address(to) })),
    [
      ["og:type", page.data ? "article" : "website"],
      ["og:site_name", texts.name],
      ["og:title", page.title],
      ["og:description", page.description],
      ["og:url", address(path)],
      ["og:locale", LOCALES[lang]],
      ["og:locale:alternate", LOCALES[lang === "en" ? "zh" : "en"]],
    ].map(([property, content]) => el("meta", { property, content })),
    el("link", { rel: "icon", href: `${root}icon.svg`, type: "image/svg+xml" }),
    el("link", { rel: "manifest", href: `${root}${lang}/app.webmanifest` }),
    el("link", { rel: "stylesheet", href: `${root}style.css` }),
    (page.scripts ?? ["page.js"]).map((script) => el("script", { src: `${root}${script}`, defer: true })),
  ];
  const body = el("body", {},
    el("a", { class: "skip", href: "#main" }, texts.skip),
    header(page, site, root),
    el("main", { id: "main", tabindex: "-1" }, page.main),
    el("footer", {}, el("p", {}, texts.asOf.replace("{date}", site.date)), el("p", {}, texts.notAffiliated)));
  const attributes = { lang: TAGS[lang], "data-root": root, "data-go": page.go };
  const html = el("html", attributes, el("head", {}, head), body);
  return `<!doctype html>\n${withData(toHtml(html), page)}\n`;
}

function header(page, site, root) {
  const texts = site.texts[page.lang];
  const languages = Object.entries(page.translations ?? {}).filter(([other]) => other in site.texts);
  return el("header", {},
    el("a", { class: "name", href: `${root}${page.lang}/` }, el("b", { lang: "en" }, "wqerr"), el("span", {}, texts.name)),
    el("nav", { "aria-label": texts.languages },
      languages.map(([other, to]) => el("a", {
        href: root + encodeURI(to),
        hreflang: TAGS[other],
        lang: TAGS[other],
        "aria-current": other === page.lang ? "true" : null,
        "data-lang": other,
      }, site.texts[other].language))));
}

// Data blocks are not scripts: the policy lets them be, and their text is not escaped as that of elements is.
function withData(html, page) {
  const blocks = [];
  if (page.data) blocks.push(`<script type="application/ld+json">${asData(page.data)}</script>`);
  if (page.texts) blocks.push(`<script type="application/json" id="texts">${asData(page.texts)}</script>`);
  return html.replace("</head>", () => `${blocks.join("")}</head>`);
}

function asData(value) {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

