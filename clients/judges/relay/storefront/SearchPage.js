import { graphql } from "relay-runtime";

export const searchPage = graphql`
  query SearchPageQuery($input: ProductSearchInput!) {
    ...SearchPage_hits @arguments(input: $input)
  }
`;

export const hits = graphql`
  fragment SearchPage_hits on Query
  @refetchable(queryName: "SearchPagePaginationQuery")
  @argumentDefinitions(
    input: { type: "ProductSearchInput!" }
    count: { type: "Int", defaultValue: 24 }
    cursor: { type: "String" }
  ) {
    productSearch(input: $input, first: $count, after: $cursor) @connection(key: "SearchPage_productSearch") {
      degraded
      totalCount
      facets {
        code
        values {
          value
          count
        }
      }
      edges {
        node {
          id
          title
        }
      }
    }
  }
`;

export const orders = graphql`
  fragment SearchPage_orders on Query
  @refetchable(queryName: "SearchPageOrdersQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    orders(first: $count, after: $cursor) @connection(key: "SearchPage_orders") {
      edges {
        node {
          id
          number
          status
        }
      }
    }
  }
`;

export const listings = graphql`
  fragment SearchPage_listings on Pavilion
  @refetchable(queryName: "SearchPageListingsQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 24 }, cursor: { type: "String" }) {
    listings(first: $count, after: $cursor) @connection(key: "SearchPage_listings") {
      edges {
        node {
          id
          handle
        }
      }
    }
  }
`;
