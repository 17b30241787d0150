// Answers questions with the WebAssembly of the library: in a worker, or in the page where files may not start workers.
import { instantiate } from "./wqerr.js";

/** What may be a name or words of one's own rather than an error: one line of this length at most, in UTF-16 units. */
const QUERY_LENGTH = 100;

/** Up to this size a text in which no line has an error is explained as a whole, too. */
const EXPLAIN_BYTES = 1 << 20;

/** How often progress is reported. */
const PROGRESS_MS = 100;

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

export class Service {
  constructor(module) {
    this.module = module;
    this.wqerr = instantiate(module);
  }

  /** The answer to `question`, which has a `text` or a `file`. `report` is called with the progress of a large file. */
  async answer(question, report) {
    try {
      if (question.file) return await this.ofFile(question, report);
      const masked = question.isPasted ? this.wqerr.redact(question.text) : null;
      return { ...this.ofText(question.text), masked };
    } catch (error) {
      // After a trap the instance is not usable any more.
      if (error instanceof WebAssembly.RuntimeError) this.wqerr = instantiate(this.module);
      throw error;
    }
  }

  /** By the name of an entry if it is one, as an error if it says anything, else as a search. */
  ofText(text) {
    const query = text.trim();
    const isQuery = query.length <= QUERY_LENGTH && !/[\r\n]/.test(query);
    const looked = isQuery ? this.wqerr.lookup(query) : null;
    const isSearch = looked?.answers[0]?.hints.some((hint) => hint.id === "searched");
    if (looked?.found && !isSearch) return { document: looked, by: "name" };
    const explained = this.wqerr.explain(text);
    const says = explained.found || explained.answers.some((answer) => answer.hints.length > 0);
    if (!says && looked?.found) return { document: looked, by: "words" };
    return { document: explained, by: "error" };
  }

  async ofFile({ file, isSmall }, report) {
    if (file.size === 0) return { trouble: "empty" };
    const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    const begins = (magic) => magic.every((byte, at) => start[at] === byte);
    const canUnpack = begins(GZIP) && typeof DecompressionStream === "function";
    if (begins(ZSTD) || (begins(GZIP) && !canUnpack)) return { trouble: "packed" };
    if (isSmall && !canUnpack) return { document: this.wqerr.explain(new Uint8Array(await file.arrayBuffer())), by: "error" };

    const document = await this.scan(file, canUnpack, report);
    if (!document.found && file.size <= EXPLAIN_BYTES && !canUnpack) {
      const explained = this.wqerr.explain(new Uint8Array(await file.arrayBuffer()));
      if (explained.found) return { document: explained, by: "error" };
    }
    return { document, by: "log", catalog: this.wqerr.list().answers[0].results };
  }

  async scan(file, isPacked, report) {
    const scan = this.wqerr.scan();
    let read = 0;
    let reported = 0;
    const counted = new TransformStream({
      transform(chunk, controller) {
        read += chunk.length;
        controller.enqueue(chunk);
      },
    });
    let stream = file.stream().pipeThrough(counted);
    if (isPacked) stream = stream.pipeThrough(new DecompressionStream("gzip"));
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return scan.finish();
      scan.add(value);
      const now = performance.now();
      if (now - reported > PROGRESS_MS) {
        reported = now;
        await report({ read, size: file.size });
      }
    }
  }
}
