// The little markup of the catalog's texts: `code`, addresses, and Chinese names inside English sentences.
import { el } from "./tree.js";

const PARTS = /`([^`]+)`|(https:\/\/[\w.~:/?#@!$&*+=%-]*[\w/#])|([\u3400-\u9fff][\u3400-\u9fff\u3000-\u303f\uff00-\uffef]*)/g;

/** `text` as nodes. An address becomes a link if `mayLink` allows it. */
export function inline(text, lang, mayLink = () => true) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    const [whole, code, address, han] = match;
    nodes.push(text.slice(end, match.index));
    if (code) nodes.push(el("code", {}, code));
    else if (address) nodes.push(mayLink(address) ? outside(address) : address);
    else nodes.push(lang === "en" ? el("span", { lang: "zh-CN" }, han) : han);
    end = match.index + whole.length;
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}

/** A link that leaves the site and does not say where from. */
export function outside(address, text = address) {
  return el("a", { href: address, rel: "noreferrer" }, text);
}

/** A message of the catalog with its placeholders, or what they stand for, marked. */
export function message(template, values = {}) {
  const parts = template.split(/\{(\w+)\}/);
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    return part in values ? el("mark", {}, values[part]) : el("var", {}, part);
  });
}

/** A text of the interface with its `{name}`s filled in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
