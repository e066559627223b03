import assert from "node:assert/strict";
import { test } from "node:test";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { Client, fetchExchange } from "@urql/core";
import { getIntrospectionQuery, graphqlSync } from "graphql";
import { newCart, paths, schemaOf, url } from "./engine.js";

const READ = gql`
  query ReadCart($id: ID!) {
    cart(id: $id) {
      id
      version
      lines(first: 10) {
        edges {
          node {
            id
            quantity
            total {
              amount
            }
          }
        }
      }
    }
  }
`;
const UPDATE = gql`
  mutation UpdateLines($input: CartLinesUpdateInput!) {
    cartLinesUpdate(input: $input) {
      cart {
        id
        version
        lines(first: 10) {
          edges {
            node {
              id
              quantity
              total {
                amount
              }
            }
          }
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`;
const PAGE = gql`
  query Page($first: Int!, $after: String) {
    productSearch(input: { query: "茶" }, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          title
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

function refusal(cart) {
  const line = { lineId: cart.lines.edges[0].node.id, quantity: "0.5" };
  return { input: { cartId: cart.id, lines: [line] } };
}

function change(cart, quantity) {
  return { input: { cartId: cart.id, lines: [{ lineId: cart.lines.edges[0].node.id, quantity }] } };
}

/** `Node` and the other abstract types, as both caches want to be told. */
function possibleTypes(schema) {
  return Object.fromEntries(
    Object.values(schema.getTypeMap())
      .filter((type) => "getFields" in type === false ? "getTypes" in type : "resolveType" in type)
      .map((type) => [type.name, schema.getPossibleTypes(type).map((possible) => possible.name)]),
  );
}

function apollo() {
  return new ApolloClient({
    link: new HttpLink({ uri: url(paths.storefront) }),
    cache: new InMemoryCache({
      possibleTypes: possibleTypes(schemaOf("storefront")),
      typePolicies: { Query: { fields: { productSearch: relayStylePagination(["input"]) } } },
    }),
  });
}

function urql() {
  const schema = graphqlSync({ schema: schemaOf("storefront"), source: getIntrospectionQuery() }).data;
  const keyless = () => null;
  return new Client({
    url: url(paths.storefront),
    preferGetMethod: false,
    exchanges: [
      cacheExchange({
        schema,
        keys: { Money: keyless, PageInfo: keyless, CartUserError: keyless },
        resolvers: { Query: { productSearch: relayPagination() } },
      }),
      fetchExchange,
    ],
  });
}

test("Apollo Client normalises carts and lines, and a mutation's answer changes what was read", async () => {
  const cart = await newCart();
  const client = apollo();
  await client.query({ query: READ, variables: { id: cart.id } });

  const { data } = await client.mutate({ mutation: UPDATE, variables: change(cart, "3") });

  assert.deepEqual(data.cartLinesUpdate.userErrors, []);
  const read = client.readQuery({ query: READ, variables: { id: cart.id } });
  assert.equal(read.cart.lines.edges[0].node.quantity, "3");
  const stored = client.cache.extract();
  assert.ok(stored[`Cart:${cart.id}`], "the cart is an object of its own");
  assert.ok(stored[`CartLine:${cart.lines.edges[0].node.id}`], "the line is an object of its own");
});

test("Apollo Client keeps what it knows when a mutation is refused", async () => {
  const cart = await newCart();
  const client = apollo();
  await client.query({ query: READ, variables: { id: cart.id } });

  const { data } = await client.mutate({ mutation: UPDATE, variables: refusal(cart) });

  assert.equal(data.cartLinesUpdate.cart, null);
  assert.equal(data.cartLinesUpdate.userErrors[0].code, "INVALID_QUANTITY");
  const read = client.readQuery({ query: READ, variables: { id: cart.id } });
  assert.equal(read.cart.lines.edges[0].node.quantity, "1");
});

test("Apollo Client joins pages by their cursors", async () => {
  const client = apollo();
  const watched = client.watchQuery({ query: PAGE, variables: { first: 2 } });
  const first = (await watched.result?.()) ?? (await client.query({ query: PAGE, variables: { first: 2 } }));

  await watched.fetchMore({ variables: { after: first.data.productSearch.pageInfo.endCursor } });

  const ids = client.readQuery({ query: PAGE, variables: { first: 2 } }).productSearch.edges.map(({ node }) => node.id);
  assert.equal(ids.length, 4);
  assert.equal(new Set(ids).size, 4);
});

test("urql's graphcache normalises with the schema, and a mutation's answer changes what was read", async () => {
  const cart = await newCart();
  const client = urql();
  const before = await client.query(READ, { id: cart.id }).toPromise();
  assert.equal(before.error, undefined);

  const changed = await client.mutation(UPDATE, change(cart, "4")).toPromise();

  assert.equal(changed.error, undefined);
  const read = client.readQuery(READ, { id: cart.id });
  assert.equal(read.data.cart.lines.edges[0].node.quantity, "4");
  assert.equal(read.data.cart.version, changed.data.cartLinesUpdate.cart.version);
});

test("urql's graphcache joins pages by their cursors", async () => {
  const client = urql();
  const first = await client.query(PAGE, { first: 2 }).toPromise();
  const after = first.data.productSearch.pageInfo.endCursor;

  const both = await client.query(PAGE, { first: 2, after }).toPromise();

  const ids = both.data.productSearch.edges.map(({ node }) => node.id);
  assert.equal(new Set(ids).size, 4);
});
