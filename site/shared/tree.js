// Elements as plain values, so that one description of an entry serves the pages written at build time and the answers
// drawn in the browser. Text stays text in both: it is escaped here, and a text node there.

/** An element. Children are elements, texts, or nothing (null and false are left out). */
export function el(tag, attributes, ...children) {
  return { tag, attributes, children: children.flat(Infinity).filter((child) => child != null && child !== false) };
}

const VOID = new Set(["br", "hr", "input", "link", "meta", "wbr"]);
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeHtml(text) {
  return String(text).replace(/[&<>"]/g, (char) => ESCAPES[char]);
}

export function toHtml(node) {
  if (Array.isArray(node)) return node.map(toHtml).join("");
  if (typeof node !== "object") return escapeHtml(node);
  const attributes = present(node).map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`));
  const start = `<${node.tag}${attributes.join("")}>`;
  return VOID.has(node.tag) ? start : `${start}${node.children.map(toHtml).join("")}</${node.tag}>`;
}

const SVG = "http://www.w3.org/2000/svg";

export function toDom(node, namespace) {
  if (typeof node !== "object") return document.createTextNode(String(node));
  const within = node.tag === "svg" ? SVG : namespace;
  const element = within ? document.createElementNS(within, node.tag) : document.createElement(node.tag);
  for (const [name, value] of present(node)) element.setAttribute(name, value === true ? "" : value);
  element.append(...node.children.map((child) => toDom(child, within)));
  return element;
}

function present(node) {
  return Object.entries(node.attributes ?? {}).filter(([, value]) => value != null && value !== false);
}
