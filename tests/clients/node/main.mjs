// Calls one client for each case and prints its error in the ways that programs do.
//
// Reads one JSON document from standard input and writes a JSON line for each print to standard output. With
// `--uncaught` it makes the one call of the document and lets the error end the process.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import { fileURLToPath } from "node:url";

const messages = [{ role: "user", content: "Hello" }];

async function askOpenai({ openai_url, key, model, timeout }, stream, name = "openai") {
  const { default: OpenAI } = await import(name);
  const client = new OpenAI({ baseURL: openai_url, apiKey: key, maxRetries: 0, timeout });
  const answer = await client.chat.completions.create({ model, messages, stream });
  if (stream) for await (const part of answer) part.choices;
}

const askOpenai6 = (settings, stream) => askOpenai(settings, stream, "openai-6");

async function askAnthropic({ anthropic_url, key, model, timeout }, stream) {
  const { default: Anthropic } = await import("@anthropic-ai/sdk");
  const client = new Anthropic({ baseURL: anthropic_url, apiKey: key, maxRetries: 0, timeout });
  const answer = await client.messages.create({ model, messages, max_tokens: 64, stream });
  if (stream) for await (const event of answer) event.type;
}

async function askAi(languageModel, { timeout }, stream) {
  const { generateText, streamText } = await import("ai");
  const request = { model: languageModel, prompt: "Hello", maxRetries: 0, abortSignal: AbortSignal.timeout(timeout) };
  if (!stream) return generateText(request);
  let failure;
  const answer = streamText({ ...request, onError: ({ error }) => (failure = error) });
  for await (const part of answer.textStream) part.length;
  if (failure) throw failure;
}

async function askAiCompatible(settings, stream) {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const provider = createOpenAICompatible({ name: "wanqing", baseURL: settings.openai_url, apiKey: settings.key });
  return askAi(provider(settings.model), settings, stream);
}

async function askAiOpenai(settings, stream) {
  const { createOpenAI } = await import("@ai-sdk/openai");
  const provider = createOpenAI({ baseURL: settings.openai_url, apiKey: settings.key });
  return askAi(provider.chat(settings.model), settings, stream);
}

async function askAxios({ openai_url, key, model, timeout }) {
  const { default: axios } = await import("axios");
  const headers = { Authorization: `Bearer ${key}` };
  await axios.post(`${openai_url}/chat/completions`, { model, messages }, { headers, timeout, proxy: false });
}

// `fetch` raises nothing for a status: this is the line that programs write.
async function askFetch({ openai_url, key, model, timeout }) {
  const response = await fetch(`${openai_url}/chat/completions`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model, messages }),
    signal: AbortSignal.timeout(timeout),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}: ${await response.text()}`);
  await response.json();
}

// name of the client: its package, the call, and whether it reads streams
const clients = {
  openai: ["openai", askOpenai, true],
  "openai-6": ["openai-6", askOpenai6, true],
  "anthropic-sdk": ["@anthropic-ai/sdk", askAnthropic, true],
  "ai-openai-compatible": ["ai", askAiCompatible, true],
  "ai-openai": ["ai", askAiOpenai, true],
  axios: ["axios", askAxios, false],
  fetch: ["node", askFetch, false],
};

// How many of its prints are kept of a case, as in `cases.py`.
const lines = 1;
const all = 2;

const isStream = (shape) => shape.endsWith("stream");
const readJob = () => JSON.parse(readFileSync(0, "utf8"));
const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;

async function main() {
  const job = readJob();
  const [name, ask, readsStreams] = clients[job.client];
  const version = versionOf(name);
  for (const entry of job.cases) {
    const { row, shape, status, detail } = entry;
    if (isStream(shape) && !readsStreams) continue;
    await fetch(job.control_url, { method: "PUT", body: JSON.stringify(entry) });
    const settings = shape === "refused" ? job.refused : job.settings;
    const write = (form, text) => console.log(JSON.stringify({ version, row, shape, status, form, text }));
    try {
      await ask(settings, isStream(shape));
      continue;
    } catch (error) {
      for (const [form, text] of prints(error, detail)) write(form, text);
    }
    if (detail === all) write("uncaught", uncaught(job.client, settings, shape));
  }
}

function* prints(error, detail) {
  yield ["message", String(error.message)];
  if (detail >= lines) yield* linesOf(error);
  if (detail === all) yield ["console", inspect(error)];
}

function* linesOf(error) {
  yield ["string", String(error)];
  yield ["template", `Error: ${error}`];
  yield ["json", JSON.stringify(error)];
  yield ["json-log", JSON.stringify({ level: "error", msg: "request failed", error: error.message })];
  if (error.error !== undefined) yield ["error.error", JSON.stringify(error.error)];
  if (error.responseBody !== undefined) yield ["responseBody", String(error.responseBody)];
  if (error.response?.data !== undefined) yield ["response.data", inspect(error.response.data)];
}

// What a process that dies of the error leaves on its standard error.
function uncaught(client, settings, shape) {
  const script = fileURLToPath(import.meta.url);
  const input = JSON.stringify({ client, settings, shape });
  return spawnSync(process.execPath, [script, "--uncaught"], { input, encoding: "utf8" }).stderr;
}

if (process.argv.includes("--uncaught")) {
  const { client, settings, shape } = readJob();
  await clients[client][1](settings, isStream(shape));
} else {
  await main();
}
