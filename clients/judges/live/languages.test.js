import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, ask, credentials, newCart, paths } from "./engine.js";

const TITLE = '{ product(by: {handle: "liuan-guapian-superb-2026"}) { title } }';
const HAN = /\p{Script=Han}/u;

async function titleFor(acceptLanguage) {
  const headers = acceptLanguage === undefined ? {} : { "Accept-Language": acceptLanguage };
  return answer(paths.storefront, TITLE, {}, undefined, headers);
}

for (const [asked, told] of [
  [undefined, "zh-CN"],
  ["", "zh-CN"],
  ["zh-CN", "zh-CN"],
  ["zh-TW", "zh-CN"],
  ["en", "en"],
  ["en-GB,en;q=0.9", "en"],
  ["fr, en;q=0.8, zh;q=0.5", "en"],
  ["en;q=0.2, zh;q=0.9", "zh-CN"],
  ["de", "zh-CN"],
  ["*", "zh-CN"],
  [";;;q=nonsense", "zh-CN"],
]) {
  test(`Accept-Language ${JSON.stringify(asked)} is answered in ${told}`, async () => {
    const { data, headers } = await titleFor(asked);

    assert.equal(headers.get("Content-Language"), told);
    assert.match(headers.get("Vary") ?? "", /Accept-Language/i);
    assert.equal(HAN.test(data.product.title), told === "zh-CN");
  });
}

test("user errors speak the language asked for on all surfaces, and their codes never change", async () => {
  const cart = await newCart();
  const cases = [
    [
      paths.storefront,
      "mutation($input: CartLinesUpdateInput!) { done: cartLinesUpdate(input: $input) { userErrors { code message } } }",
      { cartId: cart.id, lines: [{ lineId: cart.lines.edges[0].node.id, quantity: "0.5" }] },
      undefined,
    ],
    [
      paths.storefront,
      "mutation($input: CheckoutCreateInput!) { done: checkoutCreate(input: $input) { userErrors { code message } } }",
      { cartId: "crt_00000000000000000000000000", expectedVersion: 1, idempotencyKey: crypto.randomUUID() },
      undefined,
    ],
    [
      paths.storefront,
      "mutation($input: OrderReceiptConfirmInput!) { done: orderReceiptConfirm(input: $input) { userErrors { code message } } }",
      { orderId: "ord_00000000000000000000000000", merchantOrderId: "mor_00000000000000000000000000" },
      undefined,
    ],
    [
      paths.storefront,
      "mutation($input: SignInCodeRequestInput!) { done: signInCodeRequest(input: $input) { userErrors { code message } } }",
      { phone: "12" },
      undefined,
    ],
    [
      paths.merchant,
      "mutation($input: ProductTextsSetInput!) { done: productTextsSet(input: $input) { userErrors { code message } } }",
      { productId: "prd_00000000000000000000000000", expectedVersion: 1 },
      await credentials.merchant(),
    ],
    [
      paths.operator,
      "mutation($input: MerchantStandingSetInput!) { done: merchantStandingSet(input: $input) { userErrors { code message } } }",
      { merchantId: "mer_00000000000000000000000000", standing: "SUSPENDED", reason: "x", expectedVersion: 1 },
      await credentials.operator(),
    ],
  ];
  for (const [path, query, input, token] of cases) {
    const said = async (language) => {
      const { data, errors } = await answer(path, query, { input }, token, { "Accept-Language": language });
      assert.equal(errors, undefined, `${query}: ${JSON.stringify(errors)}`);
      return data.done.userErrors[0];
    };
    const chinese = await said("zh-CN");
    const english = await said("en");
    assert.equal(chinese.code, english.code, query);
    assert.match(chinese.message, HAN);
    assert.doesNotMatch(english.message, HAN);
  }
});

test("words are found in both languages whatever the language of the answer", async () => {
  for (const language of ["zh-CN", "en"]) {
    const { data } = await answer(
      paths.storefront,
      '{ productSearch(input: {query: "六安瓜片"}, first: 1) { totalCount facets { label values { value } } } }',
      {},
      undefined,
      { "Accept-Language": language },
    );
    assert.ok(data.productSearch.totalCount > 0, language);
    assert.equal(HAN.test(data.productSearch.facets[0].label), language === "zh-CN");
  }
  const plain = await ask(paths.storefront, '{ productSearch(input: {query: "liuan guapian"}, first: 1) { totalCount } }');
  assert.ok(plain.productSearch.totalCount > 0);
});
