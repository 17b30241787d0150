// Loads the WebAssembly once, when it is first needed, and passes questions to it one after another.
import { IS_FILE, onSite, scriptUrl } from "./page.js";

export class Engine {
  /** Begins to load. Rejects where WebAssembly does not run or cannot be loaded. */
  load() {
    this.loaded ??= this.start();
    return this.loaded;
  }

  async start() {
    this.module = await compiled();
    if (IS_FILE) this.service = new globalThis.WqerrService(this.module);
    else await this.startWorker();
  }

  async startWorker() {
    this.worker = new Worker(scriptUrl("worker.js"));
    await this.exchange({ module: this.module });
  }

  /** The answer to a question. `report` is called with the progress of a large file. */
  async ask(question, report) {
    await this.load();
    this.isStopped = false;
    if (this.worker) return this.exchange({ question }, report);
    return this.service.answer(question, async (progress) => {
      report?.(progress);
      await new Promise((resolve) => setTimeout(resolve));
      if (this.isStopped) throw new Error("stopped");
    });
  }

  exchange(message, report) {
    const { worker } = this;
    return new Promise((resolve, reject) => {
      this.stopped = () => reject(new Error("stopped"));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (data.progress) report?.(data.progress);
        else if (data.error) reject(new Error(data.error));
        else resolve(data.answer);
      };
      worker.postMessage(message);
    });
  }

  /** Gives up the question that is being answered. */
  stop() {
    this.isStopped = true;
    if (!this.worker) return;
    this.worker.terminate();
    this.stopped();
    this.loaded = this.startWorker();
  }
}

async function compiled() {
  if (typeof WebAssembly !== "object") throw new NoWasm();
  if (!IS_FILE) {
    const response = await fetch(onSite("wqerr.wasm"));
    if (!response.ok) throw new Error(`${response.status}`);
    return WebAssembly.compile(await response.arrayBuffer());
  }
  // A page opened as a file may not fetch its neighbours, but it may load them as scripts.
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { onload: resolve, onerror: reject });
    script.src = scriptUrl("as-file.js");
    document.head.append(script);
  });
  return WebAssembly.compile(Uint8Array.from(atob(globalThis.wqerrWasm), (char) => char.charCodeAt(0)));
}

/** That this browser has no WebAssembly. */
class NoWasm extends Error {}

/** Whether an error of loading is the browser's: it has no WebAssembly, or one without what this module uses. */
export function isOfBrowser(error) {
  return error instanceof NoWasm || error instanceof WebAssembly.CompileError;
}
