// What an entry says, on its own page and as an answer.
import { fill, inline, message, outside } from "./inline.js";
import { el } from "./tree.js";

const SIGNS = { no: "✕", backoff: "↻", yes: "✓" };

/** The name of an entry: its status and its code. */
export function title(entry) {
  return [
    el("span", { class: "status" }, entry.status),
    " ",
    entry.code && el("span", { class: "code", lang: "en" }, breakable(entry.code)),
  ];
}

/** A code that a narrow screen may break behind its dots and underscores. */
export function breakable(code) {
  return code.split(/(?<=[._])/).flatMap((part) => [el("wbr"), part]).slice(1);
}

/** The name as text. */
export function titleText(entry) {
  return [entry.status, entry.code].filter((part) => part != null).join(" ");
}

/** Everything below the title. `heading` is the tag of the headings in it. */
export function body(entry, texts, lang, heading, found) {
  return [
    el("p", { class: "message", lang: "en" }, message(entry.message, found?.values)),
    el("p", { class: "meaning" }, inline(entry.meaning[lang], lang)),
    verdict(entry, texts, found),
    el("div", { class: "how" },
      el("div", {},
        el(heading, {}, texts.label.remediation),
        el("ol", { class: "steps" }, entry.remediation[lang].map((step) => el("li", {}, inline(step, lang))))),
      el("div", {},
        el(heading, {}, texts.label.causes),
        el("ul", { class: "causes" }, entry.causes[lang].map((cause) => el("li", {}, inline(cause, lang)))))),
  ];
}

/** Whether to retry, who can fix it, and for an answer how sure it is and what the placeholders stood for. */
function verdict(entry, texts, found) {
  const { advice } = entry.retry;
  const values = Object.entries(found?.values ?? {});
  const rows = [
    [texts.label.retry, [el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[advice]), texts.retry[advice]], advice],
    [texts.label.actor, texts.actor[entry.actor]],
    found && [texts.label.confidence, texts.confidence[found.confidence], found.confidence],
    values.length > 0 && [
      texts.label.values,
      values.map(([name, value]) => el("div", { class: "value", lang: "en" }, `${name} = `, el("b", {}, value))),
    ],
  ];
  return el("dl", { class: "verdict" }, rows.filter(Boolean).map(([label, value, mark]) =>
    el("div", { class: mark && `is-${mark}` }, el("dt", {}, label), el("dd", {}, value)),
  ));
}

/** The page to read. */
export function docs(entry, texts) {
  return entry.docs && el("p", { class: "docs" }, texts.label.docs, texts.colon, outside(entry.docs));
}

/** A line of an index: what the entry is, where it stands. */
export function line(entry, texts, lang, href) {
  return el("li", { class: `entry is-${entry.retry.advice}` },
    el("a", { href },
      el("span", { class: "status" }, entry.status),
      el("span", { class: "code", lang: "en" }, breakable(entry.code ?? entry.message))),
    el("p", {}, inline(entry.meaning[lang], lang, () => false)),
    entry.code && entry.code !== entry.message && el("p", { class: "said", lang: "en" }, message(entry.message)),
    el("span", { class: "retry" },
      el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[entry.retry.advice]),
      texts.retryShort[entry.retry.advice]));
}

/** A number with its unit, as in "24 errors". */
export function count(texts, name, number, lang) {
  const forms = texts.count[name];
  return fill(number === 1 ? forms.one : forms.other, { count: number.toLocaleString(lang === "zh" ? "zh-CN" : "en") });
}
