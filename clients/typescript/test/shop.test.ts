import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, Client, expectDone, idempotencyKey, outcome } from "../src/index.js";
import { AdjustStockDocument, ReadOrdersDocument, ReadProductsDocument } from "../src/merchant/graphql.js";
import { ReadMerchantsDocument } from "../src/operator/graphql.js";
import {
  AddCartLinesDocument,
  CreateCartDocument,
  CreateCheckoutDocument,
  ListRegionsDocument,
  type ListRegionsQuery,
  PayCheckoutDocument,
  ReadCartDocument,
  ReadOrderDocument,
  type ReadOrderQuery,
  ReadProductDocument,
  SearchProductsDocument,
  SetDeliveryDocument,
} from "../src/storefront/graphql.js";
import { apiKey, engineUrl } from "./engine.js";

const shop = new Client({ url: engineUrl("/graphql") });
const englishShop = new Client({ url: engineUrl("/graphql"), language: "en" });

async function teaVariant(): Promise<string> {
  const { product } = await shop.query(ReadProductDocument, { by: { handle: "liuan-guapian-superb-2026" } });
  const variant = product?.variants.edges[0]?.node;
  assert.ok(variant, "the tea is on sale");
  return variant.id;
}

async function newCart(quantity: string) {
  const variantId = await teaVariant();
  const { cartCreate } = await shop.mutate(CreateCartDocument, {
    lines: [{ variantId, quantity }],
    idempotencyKey: idempotencyKey(),
  });
  return expectDone(cartCreate, "cart");
}

async function regionCode(...names: string[]): Promise<string> {
  let code: string | null = null;
  for (const name of names) {
    const { regions }: ListRegionsQuery = await shop.query(ListRegionsDocument, { parent: code });
    const region = regions.find((each) => each.name === name);
    assert.ok(region, `${name} is a region`);
    code = region.code;
  }
  return code ?? "";
}

/** Does what a buyer's browser does on the payment institution's page. */
async function payAtTheCashier(url: string): Promise<void> {
  const page = await fetch(url);
  const button = /action="([^"]+\/pay)"/.exec(await page.text())?.[1];
  assert.ok(button, "the cashier's page has a button");
  const paid = await fetch(new URL(button, page.url), { method: "POST", redirect: "manual" });
  assert.ok(paid.status < 400, `the cashier answered ${paid.status}`);
}

async function whenPaid(id: string): Promise<NonNullable<ReadOrderQuery["order"]>> {
  for (const end = Date.now() + 15_000; ; ) {
    const { order } = await shop.query(ReadOrderDocument, { id });
    if (order?.status === "PAID") {
      return order;
    }
    assert.ok(Date.now() < end, `the order is still ${order?.status}`);
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

test("finds goods, and tells their titles in the language asked for", async () => {
  const { productSearch } = await shop.query(SearchProductsDocument, { input: { query: "六安瓜片" }, first: 5 });

  assert.ok(productSearch.totalCount > 0);
  const hit = productSearch.edges[0]?.node;
  assert.ok(hit);
  const read = await englishShop.query(ReadProductDocument, { by: { id: hit.id } });
  assert.equal(read.product?.id, hit.id);
  assert.notEqual(read.product?.title, hit.title);
  assert.match(hit.priceRange.min.amount, /^\d+\.\d\d$/);
});

test("buys from the search to the paid order", async () => {
  const cart = await newCart("2");
  assert.equal(cart.lines.edges[0]?.node.quantity, "2");

  const { checkoutCreate } = await shop.mutate(CreateCheckoutDocument, {
    cartId: cart.id,
    expectedVersion: cart.version,
    idempotencyKey: idempotencyKey(),
  });
  const checkout = expectDone(checkoutCreate, "checkout");
  const { checkoutDeliverySet } = await shop.mutate(SetDeliveryDocument, {
    checkoutId: checkout.id,
    expectedVersion: checkout.version,
    address: {
      name: "秦雨桐",
      phone: "19905640099",
      regionCode: await regionCode("江苏省", "南京市", "玄武区"),
      line: "珠江路 88 号 3 幢 502 室",
    },
  });
  const delivered = expectDone(checkoutDeliverySet, "checkout");

  const pay = {
    checkoutId: delivered.id,
    expectedVersion: delivered.version,
    method: "ALIPAY_PAGE" as const,
    idempotencyKey: idempotencyKey(),
  };
  const { checkoutPay } = await shop.mutate(PayCheckoutDocument, pay);
  const order = expectDone(checkoutPay, "order");
  const action = checkoutPay?.paymentAction;
  assert.equal(order.status, "PENDING_PAYMENT");
  assert.equal(order.total.amount, delivered.total.amount);
  assert.equal(action?.__typename, "PaymentRedirect");

  await payAtTheCashier(action.url);
  const paid = await whenPaid(order.id);

  assert.equal(paid.total.amount, order.total.amount);
  assert.ok(paid.paidAt);
  const again = await shop.mutate(PayCheckoutDocument, pay);
  assert.equal(expectDone(again.checkoutPay, "order").id, order.id, "the same key finds the same order");
});

test("a repeated key adds nothing, and the same key with other lines is refused", async () => {
  const cart = await newCart("1");
  const variantId = await teaVariant();
  const input = { cartId: cart.id, lines: [{ variantId, quantity: "1" }], idempotencyKey: idempotencyKey() };

  await shop.mutate(AddCartLinesDocument, input);
  await shop.mutate(AddCartLinesDocument, input);
  const read = await shop.query(ReadCartDocument, { id: cart.id });
  const other = await shop.mutate(AddCartLinesDocument, { ...input, lines: [{ variantId, quantity: "5" }] });

  assert.equal(read.cart?.lines.edges[0]?.node.quantity, "2");
  const refused = outcome(other.cartLinesAdd, "cart");
  assert.equal(refused.done, false);
  assert.equal(refused.errors[0].code, "IDEMPOTENCY_KEY_REUSED");
});

test("a refusal is data with a code for programs and words in the language of the caller", async () => {
  const cart = await newCart("1");
  const input = {
    cartId: cart.id,
    lines: [{ variantId: await teaVariant(), quantity: "0.5" }],
    idempotencyKey: idempotencyKey(),
  };

  const chinese = outcome((await shop.mutate(AddCartLinesDocument, input)).cartLinesAdd, "cart");
  const english = outcome((await englishShop.mutate(AddCartLinesDocument, input)).cartLinesAdd, "cart");

  assert.ok(!chinese.done && !english.done);
  assert.equal(chinese.errors[0].code, "INVALID_QUANTITY");
  assert.deepEqual(chinese.errors[0].field, ["input", "lines", "0", "quantity"]);
  assert.equal(chinese.errors[0].allowed?.min, "1");
  assert.match(chinese.errors[0].message, /\p{Script=Han}/u);
  assert.doesNotMatch(english.errors[0].message, /\p{Script=Han}/u);
});

test("a merchant and the operator work with their keys, and nobody without one", async () => {
  const key = await apiKey("MERCHANT", "dushan-guapian-coop");
  const desk = new Client({ url: engineUrl("/merchant/graphql"), token: () => key });
  const operatorKey = await apiKey("OPERATOR");
  const office = new Client({ url: engineUrl("/operator/graphql"), token: () => operatorKey });
  const stranger = new Client({ url: engineUrl("/merchant/graphql"), retries: 0 });

  const { products } = await desk.query(ReadProductsDocument, { first: 1 });
  const { merchants } = await office.query(ReadMerchantsDocument, { first: 100 });
  const unknown = await desk.mutate(AdjustStockDocument, {
    changes: [{ variantId: "var_00000000000000000000000000", locationId: "loc_00000000000000000000000000", delta: "1" }],
    reason: "COUNT",
    idempotencyKey: idempotencyKey(),
  });

  assert.equal(products.edges.length, 1);
  assert.ok(merchants.edges.some(({ node }) => node.code === "dushan-guapian-coop"));
  assert.equal(unknown.stockAdjust?.userErrors[0]?.code, "NOT_FOUND");
  await assert.rejects(
    stranger.query(ReadOrdersDocument, { first: 1 }),
    (error: unknown) => error instanceof ApiError && error.code === "UNAUTHENTICATED" && error.traceId !== undefined,
  );
});
