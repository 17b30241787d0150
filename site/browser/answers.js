// What is drawn for an answer. All of it goes through `el`, so every text of the input ends as a text node.
import { body, count, docs, line, title, titleText } from "../shared/card.js";
import { fill, inline } from "../shared/inline.js";
import { evidenceLines } from "../shared/markdown.js";
import { el } from "../shared/tree.js";
import { onSite } from "./page.js";

/** How many answers are drawn; a text with more errors than that is a log, and only its first are of interest. */
const MAX_ANSWERS = 50;

/** How many values of a placeholder are listed for a log. */
const MAX_VALUES = 3;

/** How many names the summary has. */
const MAX_NAMES = 5;

export class Drawing {
  constructor(texts, lang) {
    this.texts = texts;
    this.lang = lang;
  }

  /** The elements for a reply of the service. */
  draw({ document, by, catalog }) {
    if (by === "log") return this.log(document, catalog);
    return document.answers.slice(0, MAX_ANSWERS).map((answer) => this.answer(answer, by));
  }

  /** One sentence about it, which screen readers read out. */
  summary({ document, by, trouble }) {
    const { texts } = this;
    if (trouble) return texts[trouble];
    if (by === "log") return this.logSummary(document);
    if (!document.found) return texts.notRecognised;
    if (by === "name") return texts.named;
    if (by === "words") return texts.searched;
    const best = document.answers.flatMap((answer) => answer.results.slice(0, 1));
    const sure = best.filter((found) => found.confidence !== "possible");
    if (sure.length === 0) return texts.maybe;
    const names = [...new Set(sure.map(titleText))];
    const shown = names.slice(0, MAX_NAMES).concat(names.length > MAX_NAMES ? ["…"] : []);
    return fill(texts.recognised, { names: this.join(shown) });
  }

  answer(answer, by) {
    const [best, ...others] = answer.results;
    const isSure = best && best.confidence !== "possible";
    const isOneCard = isSure && (by === "error" || others.length === 0);
    return el("div", { class: "answer" },
      answer.hints.filter((hint) => hint.id !== "searched").map((hint) => this.hint(hint)),
      isOneCard ? this.card(best, answer.evidence) : this.evidence(answer.evidence),
      (isOneCard ? others : answer.results).map((found) => this.folded(found)),
      !best && this.miss(answer));
  }

  /** A link in it is the page of the other system; an address from the input stays text. */
  hint(hint) {
    const text = inline(hint.text[this.lang], this.lang, (address) => address === hint.docs);
    return el("p", { class: "note" }, text);
  }

  card(found, evidence) {
    return el("article", { class: "card", "data-id": found.id, "data-confidence": found.confidence },
      el("h2", { class: "title" }, el("a", { href: this.pageOf(found) }, title(found))),
      body(found, this.texts, this.lang, "h3", found),
      this.evidence(evidence, found),
      docs(found, this.texts));
  }

  folded(found) {
    return el("details", { class: `card is-${found.retry.advice}`, "data-id": found.id, "data-confidence": found.confidence },
      el("summary", {}, el("h2", {}, title(found)), " ", el("span", { class: "gist" }, inline(found.meaning[this.lang], this.lang, () => false))),
      body(found, this.texts, this.lang, "h3", found),
      docs(found, this.texts),
      el("p", {}, el("a", { href: this.pageOf(found) }, this.texts.entryPage)));
  }

  /** What the input says beyond what the card shows. */
  evidence(evidence, shown) {
    if (!evidence) return null;
    const { label } = this.texts;
    const known = shown && { [label.status]: String(shown.status), [label.code]: shown.code, [label.message]: evidence.message };
    const lines = evidenceLines(evidence, this.texts).filter(([name, value]) => known?.[name] !== value);
    if (lines.length === 0) return null;
    return el("dl", { class: "facts evidence" }, lines.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
  }

  miss(answer) {
    const { texts } = this;
    const isKnown = answer.hints.some((hint) => hint.id === "other-system");
    const near = new Map(answer.suggestions.map((entry) => [entry.id, entry]));
    return [
      !isKnown && el("p", {}, texts.ownWords),
      near.size > 0 && [
        el("p", {}, texts.near),
        el("ul", { class: "near" }, [...near.values()].map((entry) => el("li", {}, el("a", { href: this.pageOf(entry) }, title(entry))))),
      ],
    ];
  }

  log(summary, catalog) {
    const { texts, lang } = this;
    const entries = new Map(catalog.map((entry) => [entry.id, entry]));
    return el("ul", { class: "entries log" }, summary.entries.map((counted) => {
      const item = line(entries.get(counted.id), texts, lang, this.pageOf(counted));
      item.attributes["data-id"] = counted.id;
      item.children.push(el("div", { class: "counts" },
        el("b", {}, count(texts, "times", counted.count, lang)),
        el("span", {}, fill(texts.share, { share: this.percent(counted.share) })),
        el("span", {}, this.lines(counted)),
        Object.entries(counted.values).map(([name, values]) => el("span", {}, `${name} = `, this.values(values)))));
      return item;
    }));
  }

  values(values) {
    return this.join(values.slice(0, MAX_VALUES).map(({ value, count: times }) => fill(this.texts.times, { value, count: this.number(times) })));
  }

  logSummary({ lines, bytes, matched_lines: matched }) {
    const { texts, lang } = this;
    const shown = { lines: count(texts, "lines", lines, lang), size: this.size(bytes), matched: count(texts, "lines", matched, lang) };
    return fill(matched > 0 ? texts.scanned : texts.scannedNone, shown);
  }

  lines({ first_line: first, last_line: last }) {
    const form = first === last ? this.texts.line : this.texts.lines;
    return fill(form, { first: this.number(first), last: this.number(last) });
  }

  pageOf(entry) {
    return onSite(`${this.lang}/e/${entry.id}/`);
  }

  size(bytes) {
    const unit = bytes < 1e6 ? ["KB", 1e3] : ["MB", 1e6];
    return `${this.number(bytes / unit[1], bytes < 1e5 ? 1 : bytes < 1e6 ? 0 : 1)} ${unit[0]}`;
  }

  percent(share) {
    return new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 1 }).format(share);
  }

  number(value, digits = 0) {
    return value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits });
  }

  join(names) {
    return names.join(this.lang === "zh" ? "、" : ", ");
  }
}

