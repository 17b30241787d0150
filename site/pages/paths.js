// Where pages are, from the root.

export function entryPath(lang, entry) {
  return `${lang}/e/${entry.id}/`;
}

/** Where the errors with a status or a code are: one page for each language. */
export function namePath(lang, name) {
  return `${lang}/${name}/`;
}
