// The box: takes what is typed, pasted or dropped, and draws the answer. The text stays in this page: it is written
// neither to the address nor to any storage, and no part of the page sends anything.
import { toDom } from "../shared/tree.js";
import { fill } from "../shared/inline.js";
import { count } from "../shared/card.js";
import { markdown } from "../shared/markdown.js";
import { Drawing } from "./answers.js";
import { Engine, isOfBrowser } from "./engine.js";
import { filter } from "./filter.js";

/** A longer text is not kept in the box, where it would make typing slow, but read like a file. In UTF-16 units. */
const BOX_LENGTH = 1 << 16;

/** How long the loading may wait for an idle moment. */
const IDLE_MS = 5000;

/** How long "Copied" stands on a button. */
const COPIED_MS = 2000;

const byId = (id) => document.getElementById(id);
const texts = JSON.parse(byId("texts").textContent);
const lang = document.documentElement.lang.slice(0, 2);
const drawing = new Drawing(texts, lang);
const engine = new Engine();
const box = byId("box");
const input = byId("input");
const list = document.querySelector("#errors .entries");
const button = (name) => box.parentElement.querySelector(`[data-do="${name}"]`);

/** A file, or a text too long for the box. */
let held = null;
/** Whether some of the text in the box was pasted: such a text never gets into a link. */
let isPasted = false;
/** What was pasted, until it is edited: the box shows it with keys masked. */
let pasted = null;
let reply = null;
let isAsking = false;
let isStale = false;
/** Why there are no answers, once that is known. */
let trouble = null;

function question() {
  if (held) return { file: held, isSmall: held.size <= BOX_LENGTH };
  const text = pasted ?? input.value;
  return text.trim() === "" ? null : { text, isPasted: pasted !== null };
}

/** Asks anew. While an answer is awaited, only the newest question is remembered. */
async function ask() {
  isStale = true;
  if (isAsking) return;
  isAsking = true;
  byId("answers").setAttribute("aria-busy", "true");
  while (isStale) {
    isStale = false;
    const asked = question();
    if (asked && !trouble) await answer(asked);
    else {
      showPasted();
      show(null, trouble ? filterList(input.value) : "");
    }
    button("clear").hidden = !asked;
  }
  isAsking = false;
  input.readOnly = false;
  byId("answers").setAttribute("aria-busy", "false");
}

async function answer(asked) {
  if (!engine.module) say(texts.loading);
  button("cancel").hidden = !asked.file || asked.isSmall;
  let answered;
  let read = 0;
  try {
    answered = await engine.ask(asked, (progress) => {
      ({ read } = progress);
      const share = progress.read / progress.size;
      byId("progress").hidden = false;
      byId("progress").value = share;
      say(fill(texts.scanning, { percent: drawing.percent(share), size: drawing.size(progress.size) }));
    });
  } catch (error) {
    if (!engine.module) fail(error);
    showPasted();
    return show(null, refusal(asked, error, read));
  } finally {
    button("cancel").hidden = true;
    byId("progress").hidden = true;
  }
  if (asked.isPasted && asked.text === pasted) input.value = answered.masked;
  show(answered, drawing.summary(answered));
}

function refusal(asked, error, read) {
  if (trouble) return filterList(input.value);
  if (error.message === "stopped") return fill(texts.stopped, { size: drawing.size(read) });
  return asked.file ? texts.unreadable : texts.notRecognised;
}

/** Where nothing can mask it, the text is shown as it is, as in any other box. */
function showPasted() {
  input.value = pasted ?? input.value;
  pasted = null;
}

/** Without WebAssembly the page says so, once, and the list is filtered instead. */
function fail(error) {
  trouble = texts[isOfBrowser(error) ? "noWasm" : "failed"];
  byId("answers").before(toDom({ tag: "p", attributes: { class: "notice", role: "alert" }, children: [trouble] }));
}

function filterList(text) {
  return fill(texts.filtered, { entries: count(texts, "entries", filter(list, text), lang) });
}

function say(text) {
  if (byId("summary").textContent !== text) byId("summary").textContent = text;
}

function show(answered, summary) {
  reply = answered;
  say(summary);
  const nodes = answered?.document ? [drawing.draw(answered)].flat() : [];
  byId("answers").replaceChildren(...nodes.map((node) => toDom(node)));
  byId("answers").dataset.by = answered?.by ?? "";
  button("markdown").hidden = !answered?.document?.found || answered.by === "log";
  button("link").hidden = queryForLink() === null;
}

/** The query of the answer, if it was typed and nothing in it had to be masked. */
function queryForLink() {
  const query = reply?.document?.answers?.[0]?.query;
  return !isPasted && !held && query && query === input.value.trim() ? query : null;
}

function hold(file, name) {
  held = file;
  pasted = null;
  input.value = "";
  byId("held").textContent = name;
  byId("held").hidden = false;
  input.hidden = true;
  button("clear").focus();
}

function clear() {
  held = null;
  isPasted = false;
  pasted = null;
  input.value = "";
  input.hidden = false;
  byId("held").hidden = true;
  input.focus();
}

function take(file) {
  hold(file, `${file.name} (${drawing.size(file.size)})`);
  ask();
}

/** Holds a text that is too long for the box, and says whether it is. */
function holdLong(text) {
  if (text.length <= BOX_LENGTH) return false;
  // A Blob stores well-formed text: a lone surrogate becomes U+FFFD in it.
  const file = new Blob([text]);
  hold(file, fill(texts.large, { size: drawing.size(file.size) }));
  return true;
}

/** Puts a text that comes from elsewhere in the place of what is selected. It is shown once its keys are masked. */
function takeText(text, start = input.selectionStart, end = input.selectionEnd) {
  const whole = input.value.slice(0, start) + text + input.value.slice(end);
  isPasted = true;
  if (!holdLong(whole)) {
    pasted = whole;
    // Nothing typed meanwhile gets lost when the text is shown.
    input.readOnly = true;
  }
  ask();
}

async function copy(name, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return; // The browser said no; it shows why.
  }
  const label = button(name).textContent;
  if (label === texts.copied) return;
  button(name).textContent = texts.copied;
  setTimeout(() => (button(name).textContent = label), COPIED_MS);
}

/** `#q=` carries a query, `#missing=` the name of a page that is not there. */
function fromAddress() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const [name, query] = [...parameters].find(([key]) => key === "q" || key === "missing") ?? [];
  if (!query) return;
  clear();
  input.value = query;
  if (name === "missing") byId("answers").before(toDom({ tag: "p", attributes: { class: "notice" }, children: [fill(texts.missing, { name: query })] }));
  ask();
}

const load = () => trouble || engine.load().catch((error) => trouble || fail(error));

input.disabled = false;
input.addEventListener("input", (event) => {
  pasted = null;
  if (/^insertFrom/.test(event.inputType ?? "")) isPasted = true;
  if (input.value === "") isPasted = false;
  holdLong(input.value);
  ask();
});
input.addEventListener("paste", (event) => {
  event.preventDefault();
  const [file] = event.clipboardData.files;
  const text = event.clipboardData.getData("text/plain");
  if (text) takeText(text);
  else if (file) take(file);
});
for (const name of ["focusin", "pointerenter", "dragenter"]) box.addEventListener(name, load, { once: true });

const hasFiles = (event) => event.dataTransfer?.types.some((type) => type === "Files" || type === "text/plain");
addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  box.classList.add("is-over");
});
addEventListener("dragleave", (event) => event.relatedTarget ?? box.classList.remove("is-over"));
addEventListener("drop", (event) => {
  box.classList.remove("is-over");
  if (!hasFiles(event)) return;
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) return take(file);
  clear();
  takeText(event.dataTransfer.getData("text/plain"));
});

button("open").addEventListener("click", () => byId("file").click());
byId("file").addEventListener("change", ({ target }) => {
  if (target.files[0]) take(target.files[0]);
  target.value = "";
});
button("example").addEventListener("click", () => {
  clear();
  takeText(texts.exampleText);
});
button("clear").addEventListener("click", () => {
  clear();
  if (!button("cancel").hidden) engine.stop();
  ask();
});
button("cancel").addEventListener("click", () => engine.stop());
button("markdown").addEventListener("click", () => copy("markdown", markdown(reply.document, texts, lang)));
button("link").addEventListener("click", () => copy("link", `${location.href.split("#")[0]}#q=${encodeURIComponent(queryForLink())}`));
addEventListener("hashchange", fromAddress);
fromAddress();
addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(load, { timeout: IDLE_MS }));
