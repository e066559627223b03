import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, Client, RefusedError, TransportError, expectDone } from "../src/index.js";
import { CreateCartDocument, ReadProductDocument, UpdateCartLinesDocument } from "../src/storefront/graphql.js";

interface Sent {
  readonly url: string;
  readonly init: RequestInit | undefined;
}

function answering(...answers: (Response | Error)[]): { fetch: typeof fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: (input, init) => {
      sent.push({ url: String(input), init });
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      return answer instanceof Response ? Promise.resolve(answer.clone()) : Promise.reject(answer);
    },
  };
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

const url = "https://shop.test/graphql";
const product = { by: { handle: "tea" } };

test("a trusted document is sent as its hash, and equal requests have equal URLs", async () => {
  const wire = answering(json({ data: { product: null } }));
  const client = new Client({ url, documents: "hash", fetch: wire.fetch });

  await client.query(ReadProductDocument, product, { method: "GET" });

  const sent = new URL(wire.sent[0]?.url ?? "");
  assert.deepEqual([...sent.searchParams.keys()], ["extensions", "variables"]);
  const extensions = JSON.parse(sent.searchParams.get("extensions") ?? "") as {
    persistedQuery: { sha256Hash: string; version: number };
  };
  assert.match(extensions.persistedQuery.sha256Hash, /^[0-9a-f]{64}$/);
  assert.equal(sent.searchParams.get("variables"), '{"by":{"handle":"tea"}}');
});

test("a lost answer is asked for again when that is safe, and only then", async () => {
  const lost = new TypeError("fetch failed");
  const keyed = answering(lost, json({ data: { cartCreate: { cart: null, userErrors: [], warnings: [] } } }));
  const unkeyed = answering(lost, json({ data: {} }));

  await new Client({ url, fetch: keyed.fetch }).mutate(CreateCartDocument, { idempotencyKey: "k" });
  await assert.rejects(
    new Client({ url, fetch: unkeyed.fetch }).mutate(UpdateCartLinesDocument, { cartId: "crt_1", lines: [] }),
    TransportError,
  );

  assert.equal(keyed.sent.length, 2);
  assert.equal(keyed.sent[0]?.init?.body, keyed.sent[1]?.init?.body, "the key stays the same");
  assert.equal(unkeyed.sent.length, 1);
});

test("errors of the engine carry code, trace and when to come back", async () => {
  const wire = answering(
    json(
      { errors: [{ message: "Too many", extensions: { code: "THROTTLED", traceId: "t1" } }] },
      429,
      { "Retry-After": "3" },
    ),
  );

  await assert.rejects(new Client({ url, fetch: wire.fetch }).query(ReadProductDocument, product), (error: unknown) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.code, "THROTTLED");
    assert.equal(error.traceId, "t1");
    assert.equal(error.retryAfterSeconds, 3);
    return true;
  });
  assert.equal(wire.sent.length, 1);
});

test("the token, the language and a time limit go with every request", async () => {
  const wire = answering(json({ data: { product: null } }));
  const client = new Client({ url, language: "en", token: () => "secret", fetch: wire.fetch });

  await client.query(ReadProductDocument, product);

  const headers = new Headers(wire.sent[0]?.init?.headers);
  assert.equal(headers.get("Authorization"), "Bearer secret");
  assert.equal(headers.get("Accept-Language"), "en");
  assert.ok(wire.sent[0]?.init?.signal);
});

test("a page of a proxy is no answer", async () => {
  const wire = answering(new Response("<html>", { status: 502, headers: { "Content-Type": "text/html" } }));

  await assert.rejects(
    new Client({ url, retries: 0, fetch: wire.fetch }).query(ReadProductDocument, product),
    (error: unknown) => error instanceof TransportError && error.status === 502,
  );
});

test("a refusal that was not expected is thrown with all its reasons", () => {
  const payload = { cart: null, userErrors: [{ code: "CART_NOT_FOUND", message: "There is no such cart" }] };

  assert.throws(() => expectDone(payload, "cart"), RefusedError);
});
