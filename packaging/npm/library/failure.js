// What a value says of a call that failed, whatever it is: a text, a body, a response, or the error of a client.
//
// Clients keep what the server sent in fields of their own, and put errors into errors. Nothing here throws or takes
// long: fields may be getters that throw, errors may be in a circle, bodies may be huge.

// Chains of errors that are longer are circles or accidents.
const MOST_ERRORS = 32;
// As long as a body that is examined, in UTF-16 units; an error body has a few hundred.
const LONGEST_BODY = 1 << 18;
const DEEPEST = 16;
const MOST_HEADERS = 200;

/**
 * The texts and responses that a value holds, those that tell most first. A response is
 * `{ status, headers: [[name, value], …], body }`.
 */
export function inputsOf(value) {
  if (typeof value !== "object" || value === null) return [value === undefined || value === null ? "" : String(value)];
  const bytes = bytesOf(value);
  if (bytes) return [bytes];
  const chain = chainOf(value);
  const inputs = chain.map((link) => (isError(link) ? ofError(link) : ofObject(link)));
  const texts = chain.filter(isError).map(textOf);
  if (texts.length > 0) inputs.push(texts.join("\n"));
  return inputs.filter((input) => input !== undefined);
}

/** An error, and the errors in it: its causes, and of several attempts the last first. */
function chainOf(value) {
  const chain = [value];
  for (let at = 0; at < chain.length; at++) {
    const errors = get(chain[at], "errors");
    const inner = [get(chain[at], "lastError"), get(chain[at], "cause"), get(chain[at], "reason")];
    if (isArray(errors)) inner.push(...items(errors, -MOST_ERRORS).reverse());
    for (const error of inner) {
      if (chain.length === MOST_ERRORS) return chain;
      if (isError(error) && !chain.includes(error)) chain.push(error);
    }
  }
  return chain;
}

/** What the server answered, if the error of a client has it. */
function ofError(error) {
  const response = get(error, "response");
  const status = statusOf(error) ?? statusOf(response);
  const headers = headersOf(get(error, "headers") ?? get(error, "responseHeaders") ?? get(response, "headers"));
  // AI SDK, axios, openai and @anthropic-ai/sdk, others.
  const bodies = [get(error, "responseBody"), get(response, "data"), get(error, "error"), get(error, "body")];
  const body = bodyOf(...bodies, get(error, "data"), get(response, "body"));
  if (status === undefined) return body;
  return { status, headers, body: body ?? textOf(error) };
}

/** A response, if it is like one; else it is a body that was parsed. */
function ofObject(object) {
  const status = statusOf(object);
  const headers = get(object, "headers");
  if (status === undefined || typeof headers !== "object" || headers === null) return json(object);
  const body = bodyOf(get(object, "body"), get(object, "data"), get(object, "text"), get(object, "error"));
  return { status, headers: headersOf(headers), body: body ?? "" };
}

/** The first of several that is a body: a text, or what was parsed of one. Streams were not read. */
function bodyOf(...candidates) {
  for (const candidate of candidates) {
    if (typeof candidate === "string" && candidate !== "") return candidate.slice(0, LONGEST_BODY);
    if (typeof candidate !== "object" || candidate === null || isError(candidate)) continue;
    const bytes = bytesOf(candidate);
    if (bytes) return new TextDecoder().decode(bytes.subarray(0, LONGEST_BODY));
    const isStream = ["getReader", "pipe"].some((name) => typeof get(candidate, name) === "function");
    if (!isStream) return json(candidate);
  }
  return undefined;
}

function statusOf(object) {
  const statuses = [get(object, "status"), get(object, "statusCode")];
  return statuses.find((status) => Number.isInteger(status) && status >= 100 && status < 600);
}

/** The headers of `fetch`, those of axios and Node, which are plain objects, or pairs. */
function headersOf(headers) {
  if (typeof headers !== "object" || headers === null) return [];
  const pairs = [];
  const add = (name, value) => {
    if (pairs.length < MOST_HEADERS && ["string", "number"].includes(typeof value)) pairs.push([String(name), String(value)]);
  };
  attempt(() => {
    const names = keys(headers);
    if (isArray(headers)) {
      for (const pair of items(headers, 0, MOST_HEADERS)) if (isArray(pair)) add(pair[0], pair[1]);
    } else if (names.length === 0 && typeof headers.forEach === "function") {
      headers.forEach((value, name) => add(name, value));
    } else {
      for (const name of names) add(name, get(headers, name));
    }
  });
  return pairs;
}

/** As Node prints an error, without the stack. */
function textOf(error) {
  const [name, message, code] = ["name", "message", "code"].map((key) => get(error, key));
  const head = typeof name === "string" && name !== "" ? `${name}: ` : "";
  const tail = typeof code === "string" && code !== "" ? ` { code: '${code}' }` : "";
  return (head + (typeof message === "string" ? message : "")).slice(0, LONGEST_BODY) + tail;
}

function isError(value) {
  if (typeof value !== "object" || value === null) return false;
  if (attempt(() => value instanceof Error)) return true;
  return typeof get(value, "message") === "string" && typeof get(value, "stack") === "string";
}

function bytesOf(value) {
  return attempt(() => {
    if (value instanceof ArrayBuffer) return new Uint8Array(value);
    return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : undefined;
  });
}

/** A value as JSON, as far as there is room; what is no data is left out. */
function json(value) {
  let room = LONGEST_BODY;
  const written = (part, depth) => {
    if (typeof part === "string") {
      const kept = part.slice(0, Math.max(room, 0));
      room -= kept.length;
      return JSON.stringify(kept);
    }
    if (typeof part === "bigint") return String(part);
    if (typeof part !== "object" || part === null) return JSON.stringify(part) ?? "null";
    if (depth === DEEPEST || room <= 0) return "null";
    const fields = [];
    const names = isArray(part) ? undefined : keys(part);
    const length = names?.length ?? get(part, "length");
    for (let at = 0; at < length && room > 0; at++) {
      const name = names?.[at] ?? at;
      const field = get(part, name);
      const head = names ? `${JSON.stringify(name)}:` : "";
      room -= head.length + 1;
      if (typeof field !== "function" && field !== undefined) fields.push(head + written(field, depth + 1));
    }
    return names ? `{${fields.join(",")}}` : `[${fields.join(",")}]`;
  };
  return written(value, 0);
}

function items(array, from, to) {
  return attempt(() => Array.prototype.slice.call(array, from, to)) ?? [];
}

function keys(object) {
  return attempt(() => Object.keys(object)) ?? [];
}

function get(object, key) {
  return object === undefined || object === null ? undefined : attempt(() => object[key]);
}

function isArray(value) {
  return attempt(() => Array.isArray(value)) ?? false;
}

function attempt(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}
