import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { answer, ask, credentials, keyOf, newCart, paths, schemaOf } from "./engine.js";

const TRUSTED = "query Pavilions { pavilions { handle } }";
const NODE = "query($id: ID!) { node(id: $id) { __typename id } }";
const NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }";
const ROWS = "edges { node { id } }";

function sha256(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** One id of every Node type of the storefront, and the token of whoever may see it. */
async function ofStorefront() {
  const path = paths.storefront;
  const cart = await newCart();
  const read = await ask(
    path,
    `{
      product(by: {handle: "liuan-guapian-superb-2026"}) { id merchant { id code } variants { ${ROWS} } batches { id } }
      pavilions { id }
    }`,
  );
  // What is bought leaves its cart, so the order comes from another one.
  const order = await newOrder(await newCart());
  const shopper = await signedIn();
  const seller = await keyOf((account) => account.merchantCode === read.product.merchant.code);
  return {
    Bundle: [await offeredTogether(seller, read.product.variants.edges.map(({ node }) => node.id))],
    Cart: [cart.id],
    CartLine: [cart.lines.edges[0].node.id],
    Checkout: [order.checkout],
    MerchantOrder: [order.merchantOrder],
    Merchant: [read.product.merchant.id],
    Order: [order.id],
    Pavilion: [read.pavilions[0].id],
    Product: [read.product.id],
    ProductVariant: [read.product.variants.edges[0].node.id],
    Shopper: [shopper.id, shopper.token],
    TraceRecord: [read.product.batches[0].id],
  };
}

/** Two of the goods together; nobody gets it who does not ask for it. */
async function offeredTogether(key, variants) {
  const { bundleSet } = await ask(
    paths.merchant,
    "mutation($input: BundleSetInput!) { bundleSet(input: $input) { bundle { id } userErrors { field message } } }",
    {
      input: {
        code: `JUDGES-${Date.now()}`,
        names: [{ language: "zh-CN", value: "搭配套餐" }],
        currency: "CNY",
        components: variants.slice(0, 2).map((variantId) => ({ variantId, quantity: "1", unitPrice: "9.90" })),
        expectedVersion: 0,
      },
    },
    key,
  );
  return bundleSet.bundle.id;
}

async function newOrder(cart) {
  const path = paths.storefront;
  const { checkoutCreate } = await ask(
    path,
    "mutation($input: CheckoutCreateInput!) { checkoutCreate(input: $input) { checkout { id version } } }",
    { input: { cartId: cart.id, expectedVersion: cart.version, idempotencyKey: crypto.randomUUID() } },
  );
  const address = { name: "秦雨桐", phone: "19905640099", regionCode: "320102", line: "珠江路 88 号" };
  const { checkoutDeliverySet } = await ask(
    path,
    "mutation($input: CheckoutDeliverySetInput!) { checkoutDeliverySet(input: $input) { checkout { id version } } }",
    { input: { checkoutId: checkoutCreate.checkout.id, expectedVersion: checkoutCreate.checkout.version, address } },
  );
  const { id, version } = checkoutDeliverySet.checkout;
  const { checkoutPay } = await ask(
    path,
    `mutation($input: CheckoutPayInput!) {
      checkoutPay(input: $input) { order { id merchantOrders { id } } paymentAction { ... on PaymentRedirect { url } } }
    }`,
    {
      input: { checkoutId: id, expectedVersion: version, method: "ALIPAY_PAGE", idempotencyKey: crypto.randomUUID() },
    },
  );
  const { order, paymentAction } = checkoutPay;
  return { checkout: id, id: order.id, merchantOrder: order.merchantOrders[0].id, payAt: paymentAction.url };
}

async function signedIn() {
  const path = paths.storefront;
  // A phone gets a few codes an hour only, so every run is another shopper.
  const phone = `199${String(Date.now()).slice(-8)}`;
  await ask(
    path,
    "mutation($input: SignInCodeRequestInput!) { signInCodeRequest(input: $input) { code { expiresAt } } }",
    { input: { phone } },
  );
  const outbox = await (await fetch(new URL("/dev/outbox.json", process.env.TECHAN_URL))).json();
  const { code } = outbox.messages.find((message) => message.phone === phone);
  const { signIn } = await ask(
    path,
    "mutation($input: SignInInput!) { signIn(input: $input) { session { token shopper { id } } } }",
    { input: { phone, code } },
  );
  return { id: signIn.session.shopper.id, token: signIn.session.token };
}

async function paidOrder(handle) {
  const order = await newOrder(await newCart(handle));
  const page = await fetch(order.payAt);
  const button = /action="([^"]+\/pay)"/.exec(await page.text())[1];
  await fetch(new URL(button, page.url), { method: "POST", redirect: "manual" });
  for (const end = Date.now() + 20_000; ; ) {
    const read = await ask(paths.storefront, "query($id: ID!) { order(id: $id) { status } }", { id: order.id });
    if (read.order.status === "PAID") {
      return order;
    }
    assert.ok(Date.now() < end, `the order is still ${read.order.status}`);
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

/** A ticket has a code as soon as it is paid. */
async function issuedVoucher() {
  await paidOrder("tiantangzhai-ticket");
  const key = await keyOf((account) => account.merchantCode === "tiantang-travel");
  const { vouchers } = await ask(paths.merchant, `{ vouchers(first: 1) { ${ROWS} } }`, {}, key);
  return [vouchers.edges[0].node.id, key];
}

/** The merchant of the tea has sold something by then. */
/** An import whose file names no product: it ends by itself and changes nothing. */
async function importOfNothing(key) {
  const path = paths.merchant;
  const { uploadCreate } = await ask(
    path,
    "mutation($input: UploadCreateInput!) { uploadCreate(input: $input) { upload { id url } } }",
    { input: { fileName: "nothing.csv" } },
    key,
  );
  const sent = await fetch(uploadCreate.upload.url, { method: "PUT", body: "key,sku,price\n" });
  assert.equal(sent.status, 204);
  const { productImportCreate } = await ask(
    path,
    "mutation($input: ProductImportCreateInput!) { productImportCreate(input: $input) { productImport { id } } }",
    { input: { uploadId: uploadCreate.upload.id, isDryRun: true } },
    key,
  );
  return productImportCreate.productImport.id;
}

async function ofMerchant() {
  const path = paths.merchant;
  await paidOrder();
  const { product } = await ask(
    paths.storefront,
    '{ product(by: {handle: "liuan-guapian-superb-2026"}) { merchant { code } } }',
  );
  const key = await keyOf((account) => account.merchantCode === product.merchant.code);
  const curator = await credentials.curator();
  const line = await eventually(async () => {
    const read = await ask(
      path,
      `{ settlementStatements(first: 1) { edges { node { id lines(first: 1) { ${ROWS} } } } } }`,
      {},
      key,
    );
    return read.settlementStatements.edges[0]?.node;
  });
  const read = await ask(
    path,
    `{
      merchant { id }
      products(first: 1) { edges { node { id variants(first: 1) { ${ROWS} } } } }
      goods: products(first: 20) { edges { node { variants(first: 2) { ${ROWS} } } } }
      orders(first: 1) { ${ROWS} }
      stockLevels(first: 1) { ${ROWS} }
      stockChanges(first: 1) { ${ROWS} }
      locations { id }
    }`,
    {},
    key,
  );
  const first = (connection) => connection.edges[0].node.id;
  const variants = read.goods.edges.flatMap(({ node }) => node.variants.edges.map((edge) => edge.node.id));
  const sale = await cancelledSale(key);
  const priced = await pricedByList(key, first(read.products.edges[0].node.variants));
  const recalled = await calledBack();
  const shown = await ask(path, `{ pavilion { id } pavilionListings(first: 1) { ${ROWS} } pavilionAdmissions(first: 1) { ${ROWS} } }`, {}, curator);
  return {
    Batch: [recalled.batch, recalled.owner],
    Bundle: [await offeredTogether(key, variants), key],
    Certificate: [recalled.certificate, recalled.owner],
    FlashSale: [sale, key],
    Location: [read.locations[0].id, key],
    Merchant: [read.merchant.id, key],
    Notice: [recalled.notice, recalled.owner],
    Order: [first(read.orders), key],
    Pavilion: [shown.pavilion.id, curator],
    PavilionAdmission: [first(shown.pavilionAdmissions), curator],
    PavilionListing: [first(shown.pavilionListings), curator],
    PriceChange: [priced.change, key],
    PriceList: [priced.list, key],
    PriceListEntry: [priced.entry, key],
    Product: [first(read.products), key],
    ProductImport: [await importOfNothing(key), key],
    ProductVariant: [first(read.products.edges[0].node.variants), key],
    Recall: [recalled.recall, recalled.owner],
    RecalledOrder: [recalled.order, recalled.owner],
    SettlementLine: [first(line.lines), key],
    SettlementStatement: [line.id, key],
    StockLevel: [first(read.stockLevels), key],
    StockMovement: [first(read.stockChanges), key],
    Voucher: await issuedVoucher(),
  };
}

/** A price for a company that nobody buys for, so that all others find the goods at their price. */
async function pricedByList(key, variantId) {
  const path = paths.merchant;
  const code = `JUDGES-${Date.now()}`;
  const { priceListSet } = await ask(
    path,
    "mutation($input: PriceListSetInput!) { priceListSet(input: $input) { priceList { id version } userErrors { message } } }",
    { input: { code, name: "试用价", currency: "CNY", audience: { company: code }, expectedVersion: 0 } },
    key,
  );
  const { id, version } = priceListSet.priceList;
  const prices = [{ tiers: [{ minQuantity: "1", price: "9.90" }] }];
  await ask(
    path,
    "mutation($input: PriceListEntriesSetInput!) { priceListEntriesSet(input: $input) { userErrors { message } } }",
    {
      input: {
        priceListId: id,
        entries: [{ variantId, prices }],
        expectedVersion: version,
        idempotencyKey: crypto.randomUUID(),
      },
    },
    key,
  );
  const read = await ask(
    path,
    `query($list: ID!, $variant: ID!) {
      priceListEntries(priceListId: $list) { ${ROWS} }
      priceChanges(variantId: $variant, first: 1) { ${ROWS} }
    }`,
    { list: id, variant: variantId },
    key,
  );
  return { list: id, entry: read.priceListEntries.edges[0].node.id, change: read.priceChanges.edges[0].node.id };
}

/** A sale that never began, so that whoever buys next finds the shelf as it was. */
async function cancelledSale(key) {
  const path = paths.merchant;
  const { stockLevels } = await ask(
    path,
    "{ stockLevels(first: 50) { edges { node { available variant { id } location { id } } } } }",
    {},
    key,
  );
  const { node: shelf } = stockLevels.edges.find(({ node }) => Number(node.available) > 0);
  const tomorrow = Date.now() + 86_400_000;
  const { flashSaleCreate } = await ask(
    path,
    "mutation($input: FlashSaleCreateInput!) { flashSaleCreate(input: $input) { flashSale { id } userErrors { message } } }",
    {
      input: {
        variantId: shelf.variant.id,
        locationId: shelf.location.id,
        quantity: "1",
        perBuyerLimit: "1",
        startsAt: new Date(tomorrow).toISOString(),
        endsAt: new Date(tomorrow + 3_600_000).toISOString(),
        idempotencyKey: crypto.randomUUID(),
      },
    },
    key,
  );
  const { id } = flashSaleCreate.flashSale;
  await ask(
    path,
    "mutation($input: FlashSaleCancelInput!) { flashSaleCancel(input: $input) { flashSale { state } userErrors { message } } }",
    { input: { flashSaleId: id } },
    key,
  );
  return id;
}

let callingBack;

/** A batch is called back once only, so all tests here share one, of goods that no other test needs. */
function calledBack() {
  callingBack ??= callBack("flash-sale-guapian-tin", "TEAL-2026-0418-TE01B", "dushan-guapian-coop");
  return callingBack;
}

async function callBack(handle, code, merchantCode) {
  const owner = await keyOf((account) => account.merchantCode === merchantCode);
  await newOrder(await newCart(handle));
  const { recallOpen } = await ask(
    paths.merchant,
    `mutation($input: RecallOpenInput!) {
      recallOpen(input: $input) { recall { id orders(first: 1) { ${ROWS} } } userErrors { message } }
    }`,
    {
      input: {
        batchCode: code,
        reasons: [{ language: "zh-CN", value: "复检发现水分偏高" }],
        remedies: [{ language: "zh-CN", value: "请停止饮用并联系商户退款" }],
      },
    },
    owner,
  );
  const read = await ask(
    paths.merchant,
    `query($code: String!) { batch(code: $code) { id } certificates(first: 1) { ${ROWS} } notices(first: 1) { ${ROWS} } }`,
    { code },
    owner,
  );
  return {
    owner,
    batch: read.batch.id,
    certificate: read.certificates.edges[0].node.id,
    notice: read.notices.edges[0].node.id,
    order: recallOpen.recall.orders.edges[0].node.id,
    recall: recallOpen.recall.id,
  };
}

async function eventually(read) {
  for (const end = Date.now() + 20_000; ; ) {
    const found = await read();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < end, "it never came");
    await new Promise((resume) => setTimeout(resume, 200));
  }
}

/** The goods that were called back anyway leave the shelf, come back under a rule, and pass. */
async function reviewed(owner, operator) {
  const path = paths.merchant;
  const { merchant, products } = await ask(
    path,
    "{ merchant { id } products(first: 100) { edges { node { id handle version } } } }",
    {},
    owner,
  );
  const { node: goods } = products.edges.find(({ node }) => node.handle === "flash-sale-guapian-tin");
  const setStatus = async (status, expectedVersion) => {
    const { productStatusSet } = await ask(
      path,
      "mutation($input: ProductStatusSetInput!) { productStatusSet(input: $input) { product { version } userErrors { message } } }",
      { input: { productId: goods.id, status, expectedVersion } },
      owner,
    );
    return productStatusSet.product.version;
  };
  const target = { merchantId: merchant.id };
  await ask(
    paths.operator,
    "mutation($input: ReviewRuleSetInput!) { reviewRuleSet(input: $input) { userErrors { message } } }",
    { input: { target, requiresReview: true } },
    operator,
  );
  const version = await setStatus("LISTED", await setStatus("WITHDRAWN", goods.version));
  const { productReviews } = await ask(
    paths.operator,
    "{ productReviews(first: 100) { edges { node { id productId } } } }",
    {},
    operator,
  );
  const { node } = productReviews.edges.find((edge) => edge.node.productId === goods.id);
  await ask(
    paths.operator,
    "mutation($input: ProductReviewDecideInput!) { productReviewDecide(input: $input) { userErrors { message } } }",
    { input: { reviewId: node.id, decision: "APPROVE", expectedVersion: version } },
    operator,
  );
  await ask(
    paths.operator,
    "mutation($input: ReviewRuleRemoveInput!) { reviewRuleRemove(input: $input) { userErrors { message } } }",
    { input: { target } },
    operator,
  );
  return node.id;
}

async function ofOperator() {
  const key = await credentials.operator();
  const { merchants } = await ask(paths.operator, `{ merchants(first: 1) { ${ROWS} } }`, {}, key);
  const { trustedDocumentsRegister } = await ask(
    paths.operator,
    `mutation($input: TrustedDocumentsRegisterInput!) {
      trustedDocumentsRegister(input: $input) { documents { id } userErrors { message } }
    }`,
    { input: { client: "judges", documents: [{ document: TRUSTED, sha256: sha256(TRUSTED) }] } },
    key,
  );
  const recalled = await calledBack();
  return {
    Certificate: [recalled.certificate, key],
    Merchant: [merchants.edges[0].node.id, key],
    ProductReview: [await reviewed(recalled.owner, key), key],
    Recall: [recalled.recall, key],
    RecalledOrder: [recalled.order, key],
    TrustedDocument: [trustedDocumentsRegister.documents[0].id, key],
  };
}

const samples = { storefront: ofStorefront, merchant: ofMerchant, operator: ofOperator };

for (const [surface, sample] of Object.entries(samples)) {
  test(`every Node type of the ${surface} surface is found by its id, and nobody finds what is not theirs`, async () => {
    const schema = schemaOf(surface);
    const types = schema.getPossibleTypes(schema.getType("Node")).map((type) => type.name);
    const known = await sample();
    const path = paths[surface];
    assert.deepEqual(types.sort().filter((type) => !known[type]), [], "types without a sample");

    for (const type of types) {
      const [id, token] = known[type];
      const { node } = await ask(path, NODE, { id }, token);
      assert.deepEqual(node, { __typename: type, id });
      const { nodes } = await ask(path, NODES, { ids: ["nothing", id, `${id.slice(0, 4)}${"0".repeat(26)}`] }, token);
      assert.deepEqual(nodes, [null, { __typename: type, id }, null]);
    }
  });
}

test("an id of somebody else's object answers like an unknown one", async () => {
  const mine = await ofMerchant();
  const stranger = await keyOf((account) => account.merchantCode === "jinzhai-shanhuo-coop");
  const shopper = await signedIn();
  const other = await signedIn();

  const types = ["Location", "Merchant", "Order", "Product", "ProductImport", "ProductVariant", "SettlementLine"];
  const proofs = ["Batch", "Bundle", "Certificate", "Notice", "PriceChange", "PriceList", "PriceListEntry", "Recall", "RecalledOrder"];
  for (const type of [...types, ...proofs, "StockLevel", "StockMovement"]) {
    const { node } = await ask(paths.merchant, NODE, { id: mine[type][0] }, stranger);
    assert.equal(node, null, type);
  }
  assert.equal((await ask(paths.storefront, NODE, { id: shopper.id }, other.token)).node, null);
  assert.equal((await ask(paths.storefront, NODE, { id: shopper.id })).node, null);
});

const lists = [
  ["storefront", '{ productSearch(input: {query: "茶"}, first: 2%) { pageInfo { endCursor } edges { node { id } } } }'],
  ["storefront", '{ product(by: {handle: "liuan-guapian-superb-2026"}) { variants(first: 1%) { pageInfo { endCursor } } } }'],
  ["storefront", "{ pavilion(handle: %pavilion) { listings(first: 2%) { pageInfo { endCursor } } } }"],
  ["storefront", "{ orders(first: 2%) { pageInfo { endCursor } } }"],
  ["merchant", "{ products(first: 1%) { pageInfo { endCursor } } }"],
  ["merchant", "{ orders(first: 1%) { pageInfo { endCursor } } }"],
  ["merchant", "{ stockLevels(first: 1%) { pageInfo { endCursor } } }"],
  ["merchant", "{ bundles(first: 1%) { pageInfo { endCursor } } }"],
  ["merchant", "{ priceLists(first: 1%) { pageInfo { endCursor } } }"],
  ["merchant", '{ priceChanges(variantId: "var_x", first: 1%) { pageInfo { endCursor } } }'],
  ["merchant", '{ priceListEntries(priceListId: "prl_x", first: 1%) { pageInfo { endCursor } } }'],
  ["merchant", "{ pavilionApplications(first: 1%) { pageInfo { endCursor } } }"],
  ["merchant", "{ settlementStatements(first: 1%) { pageInfo { endCursor } } }"],
  ["operator", "{ merchants(first: 1%) { pageInfo { endCursor } } }"],
  ["operator", "{ productReviews(first: 1%) { pageInfo { endCursor } } }"],
];

function encode(...parts) {
  return Buffer.from(parts.join("\u001f")).toString("base64url");
}

test("every list refuses cursors of other lists, other sorts and nobody, and says that the caller is wrong", async () => {
  const { pavilions } = await ask(paths.storefront, "{ pavilions { handle } }");
  const shopper = await signedIn();
  const tokens = { storefront: shopper.token, merchant: await credentials.merchant(), operator: await credentials.operator() };
  const relevance = lists[0][1].replace("%", "");
  const { productSearch } = await ask(paths.storefront, relevance);
  const price = 'productSearch(input: {query: "茶", sort: PRICE_ASC}, first: 2%)';
  const withSort = ["storefront", `{ ${price} { pageInfo { endCursor } } }`];
  const bad = ["", "x", "%", encode("nothing", "1"), encode("products", "'; DROP TABLE x; --"), "0", "eyJvZmZzZXQiOjEwfQ"];

  for (const [surface, text] of [...lists, withSort]) {
    const query = text.replace("%pavilion", JSON.stringify(pavilions[0].handle));
    const cursors = query.includes("PRICE_ASC") ? [...bad, productSearch.pageInfo.endCursor] : bad;
    for (const cursor of cursors) {
      const asked = query.replace("%", `, after: ${JSON.stringify(cursor)}`);
      const { errors, status } = await answer(paths[surface], asked, {}, tokens[surface]);
      const seen = `${asked}: ${status} ${JSON.stringify(errors)}`;
      assert.equal(errors?.[0]?.extensions?.code, "BAD_USER_INPUT", seen);
      assert.ok(status < 500, seen);
    }
  }
});

test("pages follow one another without a gap or a repetition, and cursors are no offsets", async () => {
  const all = await ask(
    paths.storefront,
    '{ productSearch(input: {sort: PRICE_ASC}, first: 30) { edges { cursor node { id } } } }',
  );
  const ids = [];
  let after = null;
  for (let page = 0; page < 6; page++) {
    const { productSearch } = await ask(
      paths.storefront,
      `query($after: String) {
        productSearch(input: {sort: PRICE_ASC}, first: 5, after: $after) {
          edges { node { id } } pageInfo { endCursor hasNextPage }
        }
      }`,
      { after },
    );
    ids.push(...productSearch.edges.map(({ node }) => node.id));
    after = productSearch.pageInfo.endCursor;
  }

  assert.deepEqual(ids, all.productSearch.edges.map(({ node }) => node.id));
  for (const { cursor, node } of all.productSearch.edges) {
    const text = Buffer.from(cursor, "base64url").toString();
    assert.ok(text.split("\u001f").length > 2, `a cursor holds sort values and id: ${text} of ${node.id}`);
  }
});
