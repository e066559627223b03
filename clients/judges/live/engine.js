import { contractFile, read } from "../contract.js";
import { buildSchema } from "graphql";

const base = process.env.TECHAN_URL;
if (!base) {
  throw new Error("Set TECHAN_URL to a running engine, for example http://127.0.0.1:8080");
}

export const paths = { storefront: "/graphql", merchant: "/merchant/graphql", operator: "/operator/graphql" };

export function url(path) {
  return new URL(path, base).toString();
}

export function schemaOf(surface) {
  return buildSchema(read(contractFile(surface)));
}

let accounts;

/** The development key of an account that a test looks for. */
export async function keyOf(isWanted) {
  accounts ??= (await (await fetch(url("/dev/accounts.json"))).json()).accounts;
  const account = accounts.find(isWanted);
  if (!account) {
    throw new Error(`No development account: ${isWanted}`);
  }
  return account.apiKey;
}

export const credentials = {
  storefront: async () => undefined,
  merchant: () => keyOf((account) => account.merchantCode === "dushan-guapian-coop"),
  curator: () => keyOf((account) => account.role === "CURATOR"),
  operator: () => keyOf((account) => account.role === "OPERATOR"),
};

/** The whole answer, errors included. */
export async function answer(path, query, variables = {}, token = undefined, headers = {}) {
  const response = await fetch(url(path), {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json;q=0.9",
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, headers: response.headers, ...(await response.json()) };
}

/** The data of an answer without errors. */
export async function ask(path, query, variables = {}, token = undefined) {
  const { data, errors } = await answer(path, query, variables, token);
  if (errors) {
    throw new Error(`${query.slice(0, 60)}…: ${JSON.stringify(errors)}`);
  }
  return data;
}

/** A guest's cart with one line of a product: of the tea, if nothing else is said. */
export async function newCart(handle = "liuan-guapian-superb-2026") {
  const { product } = await ask(
    paths.storefront,
    "query($handle: String!) { product(by: {handle: $handle}) { id variants(first: 2) { edges { node { id } } } } }",
    { handle },
  );
  const variantId = product.variants.edges[0].node.id;
  const { cartCreate } = await ask(
    paths.storefront,
    `mutation($input: CartCreateInput!) {
      cartCreate(input: $input) { cart { id version lines { edges { node { id } } } } userErrors { code message } }
    }`,
    { input: { lines: [{ variantId, quantity: "1" }], idempotencyKey: crypto.randomUUID() } },
  );
  return { product: product.id, variant: variantId, ...cartCreate.cart };
}
