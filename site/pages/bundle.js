// Joins modules into one classic script, which a page opened as a file may load, too: browsers refuse modules there.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const IMPORT = /^import (\{[^}]*\}) from "(\.[^"]*)";$/gm;
const EXPORT = /^export (?=(?:async )?(?:function\*?|class|const) (\w+))/gm;

/** The script of `entry`. `substitutes` are sources of modules that are not in the repository, by their file name. */
export function bundle(entry, substitutes = {}) {
  const modules = new Map();
  const read = (path) => {
    if (modules.has(path)) return modules.get(path).name;
    const name = `module${modules.size}`;
    modules.set(path, { name });
    let source = substitutes[path.split(/[\\/]/).pop()] ?? readFileSync(path, "utf8");
    source = source.replace(IMPORT, (_, names, from) => `const ${names.replace(/ as /g, ": ")} = ${read(join(dirname(path), from))};`);
    const exports = [...source.matchAll(EXPORT)].map(([, exported]) => exported);
    source = source.replace(EXPORT, "");
    const unknown = /^(?:import|export)\b.*/m.exec(source);
    if (unknown) throw new Error(`${path}: this form is not bundled: ${unknown[0]}`);
    modules.get(path).code = `const ${name} = (() => {\n${source}return { ${exports.join(", ")} };\n})();\n`;
    // Behind those that it imports.
    const module = modules.get(path);
    modules.delete(path);
    modules.set(path, module);
    return name;
  };
  read(entry);
  const code = [...modules.values()].map((module) => module.code).join("");
  return `"use strict";\n(() => {\n${shortened(code)}})();\n`;
}

/** Without indentation, and without lines that are only comments or blank. No text of these scripts spans lines. */
function shortened(code) {
  return code.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, "").replace(/^\s*(?:\/\/.*)?\n/gm, "").replace(/^ +/gm, "");
}
