// Passes texts to the WebAssembly of wqerr and documents back. It needs nothing but the standards: pages, workers,
// Node, Deno and Bun have them.

// No more of a text is examined, in UTF-16 units or bytes: the memory of the module has to hold it several times.
const LONGEST = 64 << 20;

// Divides the texts of one input, none of which may have it.
const DIVIDER = "\0";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Reads the module from its bytes, an address or a response, and makes an instance of it. */
export async function load(source) {
  source = await source;
  if (typeof source === "string" || source instanceof URL) source = await fetch(source);
  if (typeof Response === "function" && source instanceof Response) source = await source.arrayBuffer();
  return instantiate(source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source));
}

/** The same at once, of bytes or of a compiled module. */
export function instantiate(source) {
  const module = source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source);
  const { exports } = new WebAssembly.Instance(module);

  function give(text) {
    const bytes = typeof text === "string" ? encoder.encode(text.slice(0, LONGEST)) : text.subarray(0, LONGEST);
    const at = exports.input(bytes.length);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
  }

  function take(length) {
    return decoder.decode(new Uint8Array(exports.memory.buffer, exports.output(), length));
  }

  const texts = {
    explain(text) {
      give(text);
      return take(exports.explain());
    },
    explainResponse({ status = 0, headers = [], body = "" }) {
      give([status, body, ...headers.flat()].map((text) => String(text).replaceAll(DIVIDER, " ")).join(DIVIDER));
      return take(exports.explain_response());
    },
    lookup(queries) {
      give([queries].flat().map((query) => String(query).replaceAll(DIVIDER, " ")).join(DIVIDER));
      return take(exports.lookup());
    },
    search(text, limit = -1) {
      give(text);
      return take(exports.search(limit));
    },
    list() {
      return take(exports.list());
    },
  };

  return {
    /** A command's document as the text that the program prints. */
    json: (command, ...asked) => texts[command](...asked),
    explain: (text) => JSON.parse(texts.explain(text)),
    explainResponse: (response) => JSON.parse(texts.explainResponse(response)),
    lookup: (queries) => JSON.parse(texts.lookup(queries)),
    search: (text, limit) => JSON.parse(texts.search(text, limit)),
    list: () => JSON.parse(texts.list()),
    retryable(text) {
      texts.explain(text);
      return exports.is_retryable() === 1;
    },
    /** Whether that which was explained last may be sent again. */
    lastIsRetryable: () => exports.is_retryable() === 1,
    /** A text without secrets and terminal escapes. */
    redact(text) {
      give(text);
      return take(exports.redact());
    },
    /** A scan of a log that comes in pieces; one at a time. */
    scan() {
      exports.scan_start();
      return {
        add(bytes) {
          give(bytes);
          exports.scan_add();
        },
        finish: () => JSON.parse(take(exports.scan_finish())),
      };
    },
  };
}
