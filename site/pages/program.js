// What the program says: its catalog, and the words around it in both languages, so that neither is written twice.
import { execFileSync } from "node:child_process";

export const LANGS = ["en", "zh"];

// An error that says everything an error can say. What the program prints of it shows each of its labels once, in this
// order; two copies with less in them show the lower levels of confidence.
const FULL = `HTTP/1.1 403 Forbidden
retry-after: 30

{"error":{"message":"Customer:20012345 is frozen, not allow to access action: ChatCompletions","type":"Forbidden",
"code":"Forbidden"},"request_id":"req-k3v9qa-1795417200123456789","model":"ep-2wt0ee-1785658859439536998"}`;
const LABELS = [
  ...["status", "code", "type", "message", "request_id", "time", "endpoint", "retry_after", "retry", "actor"],
  ...["remediation", "causes", "values", "confidence", "docs"],
];
const SAMPLES = { certain: FULL, likely: "Customer:20012345 is frozen, not allow to acc", possible: "HTTP/1.1 403 Forbidden" };

export class Program {
  constructor(path) {
    this.path = path;
  }

  run(args, input) {
    const environment = { ...process.env, WQERR_CATALOG: "", XDG_CONFIG_HOME: "/nonexistent" };
    const options = { input, encoding: "utf8", env: environment, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "ignore"] };
    try {
      return execFileSync(this.path, args, options);
    } catch (error) {
      if (error.status === 1) return error.stdout; // Nothing was found, which is an answer too.
      throw error;
    }
  }

  json(args, input) {
    return JSON.parse(this.run([...args, "--format", "json"], input));
  }

  markdown(args, lang, input) {
    return this.run([...args, "--format", "markdown", "--lang", lang], input);
  }

  /** The entries, in the catalog's order, and the day of the last comparison with the official page. */
  catalog() {
    const [date] = /\d{4}-\d\d-\d\d/.exec(this.run(["--version", "--lang", "en"]).split("catalog")[1]);
    return { date, entries: this.json(["list"]).answers[0].results };
  }

  /** The labels, and the texts of verdicts, actors and levels of confidence. */
  words(lang, entries) {
    const shown = this.markdown(["explain"], lang, FULL);
    const found = [...shown.matchAll(/^(?:- )?\*\*(.+?)\*\*(.*)$/gm)].map(([, label, rest]) => ({ label, rest }));
    if (found.length !== LABELS.length) throw new Error(`the program shows other fields than ${LABELS.join(", ")}:\n${shown}`);
    const label = Object.fromEntries(LABELS.map((name, at) => [name, found[at].label]));
    const [, colon] = /^([^`]+)`/.exec(found[0].rest);

    const endpoint = found[LABELS.indexOf("endpoint")].rest.slice(colon.length).replaceAll("`", "");
    const created = endpoint.replace(/ep-\w+-\d+/, "{endpoint}").replace(/\d{4}-\S+Z/, "{time}");

    const said = (markdown, name) => {
      const start = `- **${label[name]}**${colon}`;
      return markdown.split("\n").find((line) => line.startsWith(start)).slice(start.length);
    };
    const words = { label, colon, created, retry: {}, actor: {}, confidence: {} };
    for (const entry of entries) {
      const markdown = this.markdown(["lookup", entry.id], lang);
      words.retry[entry.retry.advice] ??= said(markdown, "retry");
      words.actor[entry.actor] ??= said(markdown, "actor");
    }
    for (const [level, sample] of Object.entries(SAMPLES)) {
      const { confidence } = this.json(["explain"], sample).answers[0].results[0];
      if (confidence !== level) throw new Error(`the sample of “${level}” is now ${confidence}: change it in program.js`);
      words.confidence[level] = said(this.markdown(["explain"], lang, sample), "confidence");
    }
    // The label of a hint: the client that dropped the body gets one.
    [, label.hint] = /^\*\*(.+?)\*\*/.exec(this.markdown(["explain"], lang, SAMPLES.possible));
    return words;
  }
}
