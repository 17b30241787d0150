// Compiles only as long as the types say what the library does, for ES modules.
import { explain, list, lookup, redact, retryAfter, retryable, search } from "wqerr";
import type { Answer, Document, Explanation } from "wqerr";

const explained: Document<"explain", Explanation> = explain(new Error("404"));
const status: number | null | undefined = explained.answers[0]?.evidence.status;
const first: string | undefined = explained.answers[0]?.results[0]?.remediation.zh[0];
const waits: number | undefined = retryAfter({ status: 429, headers: {}, body: "" });
const verdict: boolean = retryable("429");
const queries: string[] = lookup(403, "4xx", ["user-frozen"]).answers.map(({ query }) => query);
const found: Answer = search("余额不足", { limit: 1 }).answers[0] ?? list().answers[0]!;
const text: string = redact("Bearer x");
// @ts-expect-error: there is no such option.
search("x", { most: 1 });
// @ts-expect-error: only strings and numbers are queries.
lookup({});

export { explained, status, first, waits, verdict, queries, found, text };
