import { graphql } from "relay-runtime";

export const productPage = graphql`
  query ProductPageQuery($by: ProductKey!) {
    product(by: $by) {
      id
      ...ProductPage_product
    }
  }
`;

export const product = graphql`
  fragment ProductPage_product on Product
  @refetchable(queryName: "ProductPageVariantsQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    title
    kind {
      code
      name
    }
    priceRange {
      min {
        amount
        currency
      }
    }
    variants(first: $count, after: $cursor) @connection(key: "ProductPage_variants") {
      edges {
        node {
          id
          sku
          price {
            amount
          }
        }
      }
    }
  }
`;

export const anyNode = graphql`
  query ProductPageNodesQuery($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      id
      ... on ProductVariant {
        product {
          title
        }
      }
    }
  }
`;
