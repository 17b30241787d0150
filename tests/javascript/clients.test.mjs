// What real clients throw leads to its row, and to whether to retry.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { explain, list, retryAfter, retryable } from "wqerr";

import { ENDPOINT, KEY, RETRY_AFTER, rows, serve, shapes } from "./server.mjs";

const messages = [{ role: "user", content: "Hello" }];
const isRetryable = Object.fromEntries(list().answers[0].results.map(({ id, retry }) => [id, retry.retryable]));
const sent = rows.filter(({ status }) => status >= 400);
// Where the client keeps nothing of this body, the status is all there is to know.
const DROPPED = { "openai-6": ["edge"] };

let server;
before(async () => (server = await serve()));
after(() => server.close());

const openai = (name) => async (isStream, retries = 0) => {
  const { default: OpenAI } = await import(name);
  const client = new OpenAI({ baseURL: server.url, apiKey: KEY, maxRetries: retries });
  const answer = await client.chat.completions.create({ model: ENDPOINT, messages, stream: isStream });
  if (isStream) for await (const part of answer) part.choices;
};

async function anthropic(isStream) {
  const { default: Anthropic } = await import("@anthropic-ai/sdk");
  const client = new Anthropic({ baseURL: `${server.url}/${ENDPOINT}/claude-code-proxy`, apiKey: KEY, maxRetries: 0 });
  const answer = await client.messages.create({ model: ENDPOINT, messages, max_tokens: 9, stream: isStream });
  if (isStream) for await (const event of answer) event.type;
}

async function ai(isStream, maxRetries = 0) {
  const { generateText, streamText } = await import("ai");
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const model = createOpenAICompatible({ name: "wanqing", baseURL: server.url, apiKey: KEY })(ENDPOINT);
  if (!isStream) return generateText({ model, prompt: "Hello", maxRetries });
  let failure;
  const answer = streamText({ model, prompt: "Hello", maxRetries, onError: ({ error }) => (failure = error) });
  for await (const part of answer.textStream) part.length;
  if (failure) throw failure;
}

async function axios() {
  const { default: axios } = await import("axios");
  await axios.post(`${server.url}/chat/completions`, { model: ENDPOINT, messages }, { proxy: false });
}

async function axiosWithBytes() {
  const { default: axios } = await import("axios");
  await axios.post(`${server.url}/chat/completions`, {}, { proxy: false, responseType: "arraybuffer" });
}

async function post() {
  return fetch(`${server.url}/chat/completions`, { method: "POST", body: "{}" });
}

// What programs throw of a response, and what they pass on.
async function response() {
  const { status, headers, body } = await post().then(async (answer) => ({ ...parts(answer), body: await answer.text() }));
  throw { status, headers, body };
}

async function parsed() {
  const answer = await post();
  throw { ...parts(answer), body: await answer.json() };
}

async function wrapped() {
  throw new Error("the request failed", { cause: await openai("openai")(false).catch((error) => error) });
}

async function aggregate() {
  throw new AggregateError([new Error("first attempt"), await openai("openai")(false).catch((error) => error)], "all failed");
}

const parts = ({ status, headers }) => ({ status, headers });

const CLIENTS = {
  openai: openai("openai"),
  "openai-6": openai("openai-6"),
  "@anthropic-ai/sdk": anthropic,
  ai,
  axios,
  "axios with bytes": axiosWithBytes,
  "a response": response,
  "a response with a parsed body": parsed,
  "an error with a cause": wrapped,
  "an error of several": aggregate,
};
const STREAMING = ["openai", "openai-6", "@anthropic-ai/sdk", "ai"];

async function thrown(ask, ...asked) {
  try {
    await ask(...asked);
  } catch (error) {
    return error;
  }
  throw new Error("the client threw nothing");
}

for (const [name, ask] of Object.entries(CLIENTS)) {
  test(`${name}: every row in every shape`, async () => {
    for (const row of sent) {
      for (const shape of shapes) {
        server.answer({ row, shape });
        const error = await thrown(ask, false);
        const { evidence, results } = explain(error).answers[0];
        const where = `${row.id} as ${shape}: ${error.message}`;
        assert.equal(evidence.status, row.status, where);
        assert.equal(evidence.retry_after_seconds, RETRY_AFTER, where);
        if (DROPPED[name]?.includes(shape)) continue;
        assert.equal(results[0]?.id, row.id, where);
        assert.notEqual(results[0].confidence, "possible", where);
        assert.equal(retryable(error), isRetryable[row.id], where);
        assert.equal(retryAfter(error), isRetryable[row.id] ? RETRY_AFTER : undefined, where);
        assert.ok(!JSON.stringify(explain(error)).includes(KEY), where);
      }
    }
  });
}

for (const name of STREAMING) {
  test(`${name}: every row within a stream`, async () => {
    for (const row of sent) {
      server.answer({ row, isStream: true });
      const error = await thrown(CLIENTS[name], true);
      const [best] = explain(error).answers[0].results;
      assert.equal(best?.id, row.id, `${row.id}: ${error.message}`);
      assert.equal(retryable(error), isRetryable[row.id], row.id);
    }
  });
}

test("ai: the error of all retries is that of the last", async () => {
  const row = sent.find(({ id }) => isRetryable[id]);
  server.answer({ row, shape: "openai" });
  const { RetryError } = await import("ai");
  const { APICallError } = await import("@ai-sdk/provider");
  const once = await thrown(ai, false);
  assert.ok(APICallError.isInstance(once));
  const error = new RetryError({ message: "Failed after 2 attempts.", reason: "maxRetriesExceeded", errors: [new Error("x"), once] });
  assert.equal(explain(error).answers[0].results[0].id, row.id);
  assert.equal(retryable(error), true);
});

test("a connection that ends before the answer says nothing of whose error it is", async () => {
  for (const [name, ask] of Object.entries({ openai: CLIENTS.openai, "@anthropic-ai/sdk": anthropic, ai, axios, fetch: post })) {
    server.answer({ isClosed: true });
    const error = await thrown(ask, false);
    assert.deepEqual([explain(error).found, retryable(error)], [false, false], `${name}: ${error}, ${error.cause}`);
  }
});

test("a response that was not read tells its status", async () => {
  server.answer({ row: sent[0], shape: "openai" });
  const answer = await post();
  const { evidence } = explain(answer).answers[0];
  assert.deepEqual([evidence.status, evidence.retry_after_seconds], [sent[0].status, RETRY_AFTER]);
});
