// Whatever it is given, the library answers, soon, and shows no secret.
import assert from "node:assert/strict";
import { test } from "node:test";

import { explain, lookup, redact, retryAfter, retryable, search } from "wqerr";

const throws = () => {
  throw new Error("a getter");
};
const hostile = new Proxy({}, { get: throws, has: throws, ownKeys: throws, getPrototypeOf: throws, getOwnPropertyDescriptor: throws });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const circle = { message: "403", stack: "" };
circle.cause = circle;
circle.errors = [circle, { error: circle }];
circle.error = circle;
const getter = Object.defineProperty(new Error("x"), "response", { get: throws, enumerable: true });
const deep = Array.from({ length: 10_000 }).reduce((inner) => ({ inner }), { message: "User has been frozen." });
const causes = Array.from({ length: 10_000 }).reduce((cause) => new Error("x", { cause }), new Error("User has been frozen."));
const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, at) => [`key${at}`, "value"]));
const body = JSON.stringify({ error: { message: "User has been frozen.", code: "Forbidden.Frozen" } });

const ODD = {
  undefined: undefined, null: null, true: true, number: 403, NaN: NaN, bigint: 10n ** 400n, symbol: Symbol("x"), function: () => 0,
  hostile, revoked, circle, getter, deep, causes, wide,
  "without prototype": Object.create(null),
  "a message that is none": Object.assign(new Error(), { message: { toString: throws }, name: 7, code: [] }),
  "a status that is none": { status: "four", headers: "none", body: 12 },
  "headers of all kinds": { status: 403, headers: [["a"], null, 3, ["b", "c\nd: e"]], body: "" },
  "headers without end": { status: 403, headers: { *[Symbol.iterator]() { for (;;) yield ["a", "b"]; } }, body: "" },
  "an endless array": new Proxy([], { get: (_, key) => (key === "length" ? Infinity : "x") }),
  "lone surrogates": `\ud800${body}\udfff`,
  "lone surrogates in a body": { error: { message: "\ud800", code: "\udc00" } },
  "an invalid date": new Date(NaN), map: new Map([[1, 2]]), set: new Set([1]), weak: new WeakMap(), regex: /x/, promise: Promise.resolve(),
  bytes: new Uint8Array([0xff, 0xfe, 0, 0xd8]), floats: new Float64Array(3), detached: structuredClone(new ArrayBuffer(8)),
  stream: { status: 403, headers: {}, body: new ReadableStream() },
  "a huge text": "x".repeat(20 << 20), "a huge body": { status: 403, headers: {}, body: "x".repeat(50 << 20) },
};

for (const [name, odd] of Object.entries(ODD)) {
  test(`explain: ${name}`, () => {
    const before = process.cpuUsage();
    for (const value of [odd, { error: odd }, Object.assign(new Error("x"), { cause: odd, error: odd, headers: odd, status: 403 })]) {
      const { schema_version, answers } = explain(value);
      assert.equal(schema_version, 1);
      assert.ok(answers.length > 0);
      assert.equal(typeof retryable(value), "boolean");
      retryAfter(value);
    }
    // In microseconds of the processor; the machine may be busy.
    assert.ok(process.cpuUsage(before).user < 10_000_000);
  });
}

test("every text is one to look up or to search for", () => {
  for (const odd of [undefined, null, "", "\0", "\ud800", hostile, Symbol("x"), 403, {}, [[]]]) {
    for (const ask of [lookup, search]) assert.equal(ask(odd).schema_version, 1);
    redact(odd);
  }
});

test("what stands far inside is found", () => {
  const known = (value) => explain(value).answers[0].results[0]?.id;
  assert.equal(known(`\ud800${body}`), "user-frozen");
  assert.equal(known(JSON.parse(body)), "user-frozen");
  assert.equal(known(new TextEncoder().encode(body)), "user-frozen");
  assert.equal(known(new TextEncoder().encode(body).buffer), "user-frozen");
  assert.equal(known({ level: "error", context: [{ inner: JSON.parse(body) }] }), "user-frozen");
  assert.equal(known(new Error("a", { cause: new Error("b", { cause: new Error(body) }) })), "user-frozen");
  assert.equal(known({ reason: new Error(body), status: "rejected" }), "user-frozen");
});

test("no secret is shown", () => {
  const key = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f";
  const error = Object.assign(new Error(`Incorrect API key provided: ${key}`), {
    status: 401,
    headers: { authorization: `Bearer ${key}` },
    error: { message: `The accessKey ${key} is unavailable.`, api_key: key },
  });
  for (const shown of [explain(error), search(`api_key=${key}`), lookup(`Bearer ${key}`), redact(`Authorization: Bearer ${key}`)]) {
    assert.ok(!JSON.stringify(shown).includes(key));
  }
});
