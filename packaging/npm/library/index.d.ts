/** A text in both languages. */
export interface Bilingual<T = string> {
  en: T;
  zh: T;
}

/** How sure it is that an entry is the error. */
export type Confidence = "certain" | "likely" | "possible";

/** What counted for a result. */
export type Signal =
  | "id"
  | "message"
  | "message_part"
  | "code"
  | "alias"
  | "family"
  | "code_part"
  | "status"
  | "status_class"
  | "words"
  | "characters"
  | "similar_words"
  | "sound"
  | "pinyin"
  | "synonyms";

/** What an error says of itself. */
export interface Evidence {
  status: number | null;
  code: string | null;
  type: string | null;
  message: string | null;
  request_id: string | null;
  request_time: string | null;
  endpoint: string | null;
  retry_after_seconds: number | null;
}

/** An entry of the catalog as the answer to a question. */
export interface Result {
  id: string;
  /** `wanqing` and `public` are the official tables. */
  origin: string;
  status: number;
  code: string | null;
  message: string;
  confidence: Confidence;
  matched_by: Signal[];
  /** From 0 to 1. */
  score: number;
  /** What the placeholders of the message stood for. Secrets are masked. */
  values: Record<string, string>;
  meaning: Bilingual;
  causes: Bilingual<string[]>;
  remediation: Bilingual<string[]>;
  retry: {
    retryable: boolean;
    /** Fix something first; wait, longer each time; or send it again at once. */
    advice: "no" | "backoff" | "yes";
    after_seconds: number | null;
  };
  /** Who has to act. */
  actor: "caller" | "account_owner" | "platform" | "network";
  docs: string | null;
}

/** Advice that belongs to no entry. */
export interface Hint {
  id: "body-dropped" | "unknown-of-family" | "empty-error" | "reseller" | "other-system" | "searched";
  text: Bilingual;
  /** Whose error it is instead, with `other-system`. */
  system?: string;
  code?: string | null;
  docs?: string;
  retry?: "no" | "backoff" | "yes" | null;
  confidence?: Confidence;
}

/** An entry that may be meant. */
export interface Suggestion {
  id: string;
  status: number;
  code: string | null;
}

export interface Answer {
  /** The best first. */
  results: Result[];
  hints: Hint[];
  suggestions: Suggestion[];
}

/** What `explain` answers of one error. */
export interface Explanation extends Answer {
  evidence: Evidence;
}

/** What `lookup` and `search` answer to one query. */
export interface Reply extends Answer {
  query: string;
}

/** The JSON document of a command. */
export interface Document<Command extends string, A extends Answer> {
  schema_version: 1;
  command: Command;
  found: boolean;
  answers: A[];
}

/**
 * Explains an error: a text, a body as text, bytes or parsed, `{ status, headers, body }`, or what a client threw (openai,
 * `@anthropic-ai/sdk`, the AI SDK, axios, `fetch`; in causes and retries too). The body of a `Response` of `fetch` has to be
 * read before. There is an answer for each distinct error. Whatever it is given, it does not throw.
 */
export function explain(error: unknown): Document<"explain", Explanation>;

/** Whether sending the same request again can help; false if the error is unknown. */
export function retryable(error: unknown): boolean;

/** How many seconds the server asks to wait before a request that can be sent again; else undefined. */
export function retryAfter(error: unknown): number | undefined;

/** Entries by status (`403`, `4xx`), code, family (`Forbidden.*`) or id. */
export function lookup(...queries: (string | number | readonly (string | number)[])[]): Document<"lookup", Reply>;

/** Entries by words, in English, Chinese or pinyin. */
export function search(text: string, options?: { limit?: number }): Document<"search", Reply>;

/** All entries. */
export function list(): Document<"list", Answer>;

/** A text without API keys, tokens, passwords and terminal escapes. */
export function redact(text: string): string;
