// An answer as Markdown for a ticket, the same as `wqerr --format markdown` prints.
import { timeOf } from "./identifiers.js";
import { fill } from "./inline.js";

export function answerMarkdown(answer, texts, lang) {
  const { label, colon } = texts;
  let text = answer.hints.map((hint) => `**${label.hint}**${colon}${hint.text[lang]}\n\n`).join("");
  if (answer.evidence) {
    const lines = evidenceLines(answer.evidence, texts);
    text += lines.map(([name, value]) => `- **${name}**${colon}${code(value)}\n`).join("") + "\n";
  }
  return text + answer.results.map((found) => entryMarkdown(found, Boolean(answer.evidence), texts, lang)).join("\n");
}

/** A whole document. */
export function markdown(document, texts, lang) {
  const answers = document.answers.filter((answer) => answer.results.length > 0);
  return answers.map((answer) => answerMarkdown(answer, texts, lang)).join("\n---\n\n");
}

function entryMarkdown(found, isGuess, texts, lang) {
  const { label, colon } = texts;
  const line = (name, value) => `- **${name}**${colon}${value}\n`;
  const name = found.code ? code(found.code) : "";
  let text = `### ${found.status} ${name} (${found.id})\n\n> ${code(found.message)}\n\n${found.meaning[lang]}\n\n`;
  text += line(label.retry, texts.retry[found.retry.advice]) + line(label.actor, texts.actor[found.actor]);
  const steps = found.remediation[lang];
  if (steps.length > 0) text += `\n**${label.remediation}**\n\n` + steps.map((step, at) => `${at + 1}. ${step}\n`).join("");
  const causes = found.causes[lang];
  if (causes.length > 0) text += `\n**${label.causes}**\n\n` + causes.map((cause) => `- ${cause}\n`).join("");
  const values = Object.entries(found.values).map(([name, value]) => code(`${name} = ${value}`));
  const facts = [
    values.length > 0 && line(label.values, values.join(" ")),
    isGuess && line(label.confidence, texts.confidence[found.confidence]),
    found.docs && line(label.docs, `<${found.docs}>`),
  ].filter(Boolean);
  return facts.length > 0 ? `${text}\n${facts.join("")}` : text;
}

/** What an input says, with labels, without what it does not say. */
export function evidenceLines(evidence, texts) {
  const { label } = texts;
  const time = evidence.endpoint && timeOf(evidence.endpoint);
  const endpoint = time ? fill(texts.created, { endpoint: evidence.endpoint, time }) : evidence.endpoint;
  const lines = [
    [label.status, evidence.status],
    [label.code, evidence.code],
    [label.type, evidence.type],
    [label.message, evidence.message],
    [label.request_id, evidence.request_id],
    [label.time, evidence.request_time],
    [label.endpoint, endpoint],
    [label.retry_after, evidence.retry_after_seconds == null ? null : `${evidence.retry_after_seconds} s`],
  ];
  return lines.filter(([, value]) => value != null).map(([name, value]) => [name, String(value)]);
}

/** A code span, which shows every character as it is. */
function code(text) {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text.replaceAll("\n", " ")}${pad}${fence}`;
}
