// What every page does: remembers the language, leads on, works as a file and without a network.

const { dataset } = document.documentElement;
export const ROOT = new URL(dataset.root || "./", document.baseURI);
export const IS_FILE = ROOT.protocol === "file:";
const LANG_KEY = "wqerr-lang";
const SCRIPTS = ["worker.js", "service-worker.js", "as-file.js"];

// The only addresses that may become scripts are these files of the site; the policy of the page refuses all others.
const policy = globalThis.trustedTypes?.createPolicy("own-files", { createScriptURL: address });

export function scriptUrl(name) {
  return policy ? policy.createScriptURL(name) : address(name);
}

function address(name) {
  if (!SCRIPTS.includes(name)) throw new TypeError(name);
  return new URL(name, ROOT).href;
}

/** An address on this site. A directory opened as a file shows its list of files, so its page has to be named. */
export function onSite(path) {
  const url = new URL(path, ROOT);
  if (IS_FILE && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url.href;
}

function remembered() {
  try {
    return localStorage.getItem(LANG_KEY);
  } catch {
    return null; // Storage is switched off.
  }
}

function remember(lang) {
  try {
    localStorage.setItem(LANG_KEY, lang);
  } catch {
    // The choice lasts as long as the page then.
  }
}

function preferred() {
  const wanted = [remembered(), ...navigator.languages].find((tag) => /^(en|zh)\b/i.test(tag ?? ""));
  return /^zh/i.test(wanted ?? "") ? "zh" : "en";
}

/** From an address that has no language to the page in the reader's. */
function goOn(to) {
  const last = decodeOr(location.pathname.split("/").filter(Boolean).pop() ?? "");
  const rest = to === "#missing" ? `#missing=${encodeURIComponent(last)}` : to;
  const hash = to === "#missing" ? "" : location.hash;
  location.replace(onSite(`${preferred()}/${rest}`) + hash);
}

function decodeOr(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  if (link.dataset.lang) remember(link.dataset.lang);
  if (IS_FILE && link.protocol === "file:" && link.pathname.endsWith("/")) link.href = onSite(link.href);
});

if (dataset.go !== undefined) goOn(dataset.go);
else if (!IS_FILE && navigator.serviceWorker) {
  addEventListener("load", () => navigator.serviceWorker.register(scriptUrl("service-worker.js")).catch(() => {}));
}
