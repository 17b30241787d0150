// The library of the package: what the program answers, without a process.
import { instantiate } from "./wqerr.js";
import { inputsOf } from "./failure.js";
import { source } from "#module";

let instance;

/** Explains an error: a text, a body, a response, or what a client threw. */
export function explain(error) {
  return answerTo(error).document;
}

/** Whether sending the same request again can help; not if the error is unknown. */
export function retryable(error) {
  return answerTo(error).isRetryable;
}

/** How many seconds the server asks to wait before the request is sent again; undefined if it does not say or if that cannot help. */
export function retryAfter(error) {
  const { document, isRetryable } = answerTo(error);
  const seconds = document.answers.map((answer) => answer.evidence.retry_after_seconds);
  return isRetryable ? (seconds.find((wait) => wait !== null) ?? undefined) : undefined;
}

/** Entries by status, code or id; several queries have an answer each. */
export function lookup(...queries) {
  return asked((wqerr) => wqerr.lookup(queries.flat().map(worded)));
}

/** Entries by words. */
export function search(text, { limit } = {}) {
  return asked((wqerr) => wqerr.search(worded(text), limit));
}

/** All entries. */
export function list() {
  return asked((wqerr) => wqerr.list());
}

/** A text without secrets. */
export function redact(text) {
  return asked((wqerr) => wqerr.redact(worded(text)));
}

/** Of all that a value says, the answer to the first part that is recognized for sure. */
function answerTo(error) {
  let best;
  for (const input of inputsOf(error)) {
    const answer = explained(input);
    if (answer && isSure(answer.document)) return answer;
    if (!best || (answer?.document.found && !best.document.found)) best = answer;
  }
  return best ?? explained("");
}

/** Undefined if the module broke down, of too large an input for one; nothing that a caller catches may become that. */
function explained(input) {
  const isText = typeof input === "string" || input instanceof Uint8Array;
  const wqerr = (instance ??= instantiate(source()));
  try {
    const document = isText ? wqerr.explain(input) : wqerr.explainResponse(input);
    return { document, isRetryable: wqerr.lastIsRetryable() };
  } catch {
    instance = undefined;
    return undefined;
  }
}

function isSure({ answers }) {
  const isSure = ({ confidence }) => confidence !== undefined && confidence !== "possible";
  return answers.some(({ results, hints }) => results.some(isSure) || hints.some(isSure));
}

/** Asks the module, which is made when it is first asked. */
function asked(question) {
  return question((instance ??= instantiate(source())));
}

/** What is asked for as a text; nothing, if it has none. */
function worded(query) {
  try {
    return String(query ?? "");
  } catch {
    return "";
  }
}
