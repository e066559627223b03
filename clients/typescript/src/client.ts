import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import { ApiError, type ApiFault, TransportError } from "./errors.js";

/** A generated operation: its text, and the hash under which a closed engine knows it. */
export interface Operation<Result, Variables> extends DocumentTypeDecoration<Result, Variables> {
  toString(): string;
  readonly __meta__?: Record<string, unknown> | undefined;
}

export type Language = "zh-CN" | "en";

export interface ClientOptions {
  /** Of one surface, for example `https://shop.example/graphql`. */
  readonly url: string;
  /** A shopper's session token or an API key; asked for with every request. */
  readonly token?: () => string | undefined;
  /** Of titles and messages; Chinese without it. */
  readonly language?: Language;
  /** `hash` sends the hash of a registered document in place of its text: what a closed engine wants. */
  readonly documents?: "text" | "hash";
  /** Milliseconds until a request is given up. */
  readonly timeout?: number;
  /** How often a request that is safe to repeat is sent again. */
  readonly retries?: number;
  readonly fetch?: typeof globalThis.fetch;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** `GET` lets caches between here and the engine answer; for queries of public facts. */
  readonly method?: "GET" | "POST";
}

const RETRY_PAUSE = 200;

/** Sends operations to one surface. Holds no state but its options. */
export class Client {
  private readonly options: Required<Omit<ClientOptions, "language">> & { readonly language: Language };

  constructor(options: ClientOptions) {
    this.options = {
      token: () => undefined,
      language: "zh-CN",
      documents: "text",
      timeout: 15_000,
      retries: 2,
      fetch: globalThis.fetch.bind(globalThis),
      ...options,
    };
  }

  /** Reads; repeated when the connection fails, since reading changes nothing. */
  query<Result, Variables>(
    operation: Operation<Result, Variables>,
    ...[variables, request]: Record<never, never> extends Variables
      ? [variables?: Variables, request?: RequestOptions]
      : [variables: Variables, request?: RequestOptions]
  ): Promise<Result> {
    return this.repeat(true, () => this.send(operation, variables, request ?? {}));
  }

  /** Writes; repeated when no answer comes, but only with an idempotency key, so that nothing is done twice. */
  mutate<Result, Input>(
    operation: Operation<Result, { input: Input }>,
    input: Input,
    request: Omit<RequestOptions, "method"> = {},
  ): Promise<Result> {
    const isSafe = typeof input === "object" && input !== null && "idempotencyKey" in input;
    return this.repeat(isSafe, () => this.send(operation, { input }, request));
  }

  private async repeat<Result>(isSafe: boolean, attempt: () => Promise<Result>): Promise<Result> {
    for (let tried = 0; ; tried++) {
      try {
        return await attempt();
      } catch (error) {
        const pause = isSafe && tried < this.options.retries ? pauseBeforeRetry(error, tried) : undefined;
        if (pause === undefined) {
          throw error;
        }
        await new Promise((resume) => setTimeout(resume, pause));
      }
    }
  }

  private async send<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: unknown,
    request: RequestOptions,
  ): Promise<Result> {
    const response = await this.fetch(operation, variables ?? {}, request);
    const answer = await readAnswer<Result>(response);
    if (answer.errors !== undefined && answer.errors.length > 0) {
      const after = Number(response.headers.get("Retry-After") ?? Number.NaN);
      throw new ApiError(answer.errors, response.status, Number.isNaN(after) ? undefined : after);
    }
    if (answer.data === undefined || answer.data === null) {
      throw new TransportError("The answer has neither data nor errors", response.status);
    }
    return answer.data;
  }

  private async fetch<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: unknown,
    request: RequestOptions,
  ): Promise<Response> {
    const { url, language, timeout } = this.options;
    const headers = new Headers({
      Accept: "application/graphql-response+json, application/json;q=0.9",
      "Accept-Language": language,
    });
    const token = this.options.token();
    if (token !== undefined) {
      headers.set("Authorization", `Bearer ${token}`);
    }
    const deadline = AbortSignal.timeout(timeout);
    const signal = request.signal === undefined ? deadline : AbortSignal.any([request.signal, deadline]);
    const body = this.body(operation, variables);
    try {
      if (request.method === "GET") {
        return await this.options.fetch(withParameters(url, body), { headers, signal });
      }
      headers.set("Content-Type", "application/json");
      return await this.options.fetch(url, { method: "POST", headers, signal, body: JSON.stringify(body) });
    } catch (error) {
      throw new TransportError("No answer from the engine", undefined, { cause: error });
    }
  }

  private body<Result, Variables>(operation: Operation<Result, Variables>, variables: unknown): RequestBody {
    if (this.options.documents === "text") {
      return { query: operation.toString(), variables };
    }
    const hash = operation.__meta__?.["hash"];
    if (typeof hash !== "string") {
      throw new TypeError("This operation was generated without a hash");
    }
    return { variables, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
  }
}

interface RequestBody {
  readonly query?: string;
  readonly variables: unknown;
  readonly extensions?: unknown;
}

interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly ApiFault[];
}

/** A key for one attempt at a deed. Keep it with the form, so that pressing a button twice stays one deed. */
export function idempotencyKey(): string {
  return globalThis.crypto.randomUUID();
}

async function readAnswer<Result>(response: Response): Promise<Answer<Result>> {
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.includes("json")) {
    throw new TransportError(`HTTP status ${response.status}`, response.status);
  }
  try {
    return (await response.json()) as Answer<Result>;
  } catch (error) {
    throw new TransportError("The answer is not JSON", response.status, { cause: error });
  }
}

function pauseBeforeRetry(error: unknown, tried: number): number | undefined {
  if (error instanceof TransportError) {
    return RETRY_PAUSE * 2 ** tried;
  }
  if (error instanceof ApiError && ["CONFLICT_RETRY", "UNAVAILABLE", "TIMEOUT"].includes(error.code)) {
    return (error.retryAfterSeconds ?? 0) * 1000 || RETRY_PAUSE * 2 ** tried;
  }
  return undefined;
}

/** Members in the order of their names, so that equal requests have equal URLs and caches meet. */
function withParameters(url: string, body: RequestBody): string {
  const target = new URL(url);
  if (body.extensions !== undefined) {
    target.searchParams.set("extensions", canonical(body.extensions));
  }
  if (body.query !== undefined) {
    target.searchParams.set("query", body.query);
  }
  target.searchParams.set("variables", canonical(body.variables));
  return target.toString();
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
