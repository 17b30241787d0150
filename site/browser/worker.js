// A thread of its own for the answers, so that the page stays quick while a large log is read.
import { Service } from "./service.js";

let service;

addEventListener("message", async ({ data }) => {
  try {
    service ??= new Service(data.module);
    const answer = data.question && (await service.answer(data.question, (progress) => postMessage({ progress })));
    postMessage({ answer });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
