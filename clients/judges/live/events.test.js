import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "graphql-sse";
import { ask, newCart, paths, url } from "./engine.js";

const ADDRESS = { name: "秦雨桐", phone: "19905640099", regionCode: "320102", line: "珠江路 88 号" };

async function waitingOrder() {
  const cart = await newCart();
  const { checkoutCreate } = await ask(
    paths.storefront,
    "mutation($input: CheckoutCreateInput!) { checkoutCreate(input: $input) { checkout { id version } } }",
    { input: { cartId: cart.id, expectedVersion: cart.version, idempotencyKey: crypto.randomUUID() } },
  );
  const { id, version } = checkoutCreate.checkout;
  const { checkoutDeliverySet } = await ask(
    paths.storefront,
    "mutation($input: CheckoutDeliverySetInput!) { checkoutDeliverySet(input: $input) { checkout { version } } }",
    { input: { checkoutId: id, expectedVersion: version, address: ADDRESS } },
  );
  const { checkoutPay } = await ask(
    paths.storefront,
    `mutation($input: CheckoutPayInput!) {
      checkoutPay(input: $input) { order { id } paymentAction { ... on PaymentRedirect { url } } }
    }`,
    {
      input: {
        checkoutId: id,
        expectedVersion: checkoutDeliverySet.checkout.version,
        method: "ALIPAY_PAGE",
        idempotencyKey: crypto.randomUUID(),
      },
    },
  );
  return { id: checkoutPay.order.id, payAt: checkoutPay.paymentAction.url };
}

async function pay(address) {
  const page = await fetch(address);
  const button = /action="([^"]+\/pay)"/.exec(await page.text())[1];
  await fetch(new URL(button, page.url), { method: "POST", redirect: "manual" });
}

test("the graphql-sse client hears of an order as it is, and again when it is paid", { timeout: 40_000 }, async () => {
  const order = await waitingOrder();
  const client = createClient({ url: url(paths.storefront), retryAttempts: 0 });
  const heard = client.iterate({
    query: "subscription($id: ID!) { orderChanged(id: $id) { id status } }",
    variables: { id: order.id },
  });

  const first = await heard.next();
  assert.deepEqual(first.value, { data: { orderChanged: { id: order.id, status: "PENDING_PAYMENT" } } });
  await pay(order.payAt);
  const second = await heard.next();
  assert.deepEqual(second.value, { data: { orderChanged: { id: order.id, status: "PAID" } } });

  await heard.return();
  client.dispose();
});

test("nobody hears of an order that is not theirs", { timeout: 20_000 }, async () => {
  const client = createClient({ url: url(paths.storefront), retryAttempts: 0 });
  const heard = client.iterate({
    query: "subscription($id: ID!) { orderChanged(id: $id) { id } }",
    variables: { id: "ord_00000000000000000000000000" },
  });

  assert.equal((await heard.next()).value?.data?.orderChanged ?? null, null);
  assert.equal((await heard.next()).done, true);
  client.dispose();
});
