// A server on the loopback interface that answers with the official errors in each of their shapes.
import { readFileSync } from "node:fs";
import { STATUS_CODES, createServer } from "node:http";
import { join } from "node:path";

const VALUES = {
  "{CustomerId}": "20012345",
  "{Action}": "ChatCompletions",
  "{Apikey}": "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f",
  "The xxx parameter": "The messages parameter",
};
export const KEY = VALUES["{Apikey}"];
export const ENDPOINT = "ep-2wt0ee-1785658859439536998";
export const RETRY_AFTER = 7;

/** The official rows, their placeholders filled in. */
export const rows = readFileSync(join(process.env.WQERR_ROOT, "tests/official/error-codes.tsv"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split("\t"))
  .map(([...cells], number, [names]) => Object.fromEntries(names.map((name, at) => [name, cells[at]])))
  .slice(1)
  .map((row) => ({ ...row, status: Number(row.status), message: filled(row.message) }));

function filled(message) {
  return Object.entries(VALUES).reduce((text, [placeholder, value]) => text.replaceAll(placeholder, value), message);
}

/** The bodies in which the platform sends a row. */
const SHAPES = {
  openai: ({ message, code, type }) => ({ error: { message, type, param: "", code } }),
  anthropic: ({ message, type }) => ({ type: "error", error: { type, message }, request_id: "req-k3v9qa-1795417200123456789" }),
  edge: ({ message, code }) => ({
    request_id: "779534718492429396",
    ResponseMeta: { RequestId: "779534718492429396", ErrorCode: code, ErrorMessage: message },
  }),
};
export const shapes = Object.keys(SHAPES);

const chunk = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: ENDPOINT, choices: [] };
const start = { type: "message_start", message: { id: "m", type: "message", role: "assistant", model: ENDPOINT, content: [], usage: {} } };

/** A server; `answer` says what it sends next: `{ row, shape }`, `{ row, isStream }` or `{ isClosed }`. */
export async function serve() {
  const state = {};
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const { row, shape, isStream, isClosed } = state.answer;
      if (isClosed) return request.socket.destroy();
      const type = STATUS_CODES[row.status].replaceAll(" ", "");
      const asAnthropic = request.url.endsWith("/messages");
      const body = JSON.stringify(SHAPES[isStream && asAnthropic ? "anthropic" : shape ?? "openai"]({ ...row, type }));
      if (!isStream) {
        response.writeHead(row.status, { "Content-Type": "application/json", "Retry-After": RETRY_AFTER });
        return response.end(body);
      }
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      if (asAnthropic) return response.end(`event: message_start\ndata: ${JSON.stringify(start)}\n\nevent: error\ndata: ${body}\n\n`);
      response.end(`data: ${JSON.stringify(chunk)}\n\ndata: ${body}\n\ndata: [DONE]\n\n`);
    });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${server.address().port}/api/gateway/v1/endpoints`;
  return { url, answer: (next) => (state.answer = next), close: () => server.close() ?? server.closeAllConnections() };
}
