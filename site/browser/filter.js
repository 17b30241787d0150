// What can be found without WebAssembly: entries of the list that have all the words, or whose code or message is in the
// text.

/** From this length a code or a part of a message is distinct enough. */
const DISTINCT = 9;

/** Hides the entries of the list that `text` is not about, and says how many are left. All are shown for no text. */
export function filter(list, text) {
  const asked = fold(text);
  const words = asked.split(" ").filter(Boolean);
  let count = 0;
  for (const item of list.children) {
    const said = fold(item.textContent);
    const isFound = words.every((word) => said.includes(word)) || names(item).some((name) => asked.includes(name));
    item.hidden = !isFound;
    count += isFound;
  }
  return count;
}

/** The code, and the fixed parts of the message, as far as they are distinct enough to be found in a longer text. */
function names(item) {
  const code = item.querySelector(".code").textContent;
  const said = [...(item.querySelector(".said")?.childNodes ?? [])].filter((part) => part.nodeType === Node.TEXT_NODE);
  return [code, ...said.map((part) => part.data)].map(fold).filter((part) => part.length >= DISTINCT);
}

function fold(text) {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}
