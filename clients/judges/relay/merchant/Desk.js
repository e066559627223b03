import { graphql } from "relay-runtime";

export const orders = graphql`
  fragment Desk_orders on Query
  @refetchable(queryName: "DeskOrdersQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    orders(first: $count, after: $cursor, statuses: [PAID, SHIPPED]) @connection(key: "Desk_orders") {
      edges {
        node {
          id
          number
          version
        }
      }
    }
  }
`;

export const stock = graphql`
  fragment Desk_stock on Query
  @refetchable(queryName: "DeskStockQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
    stockLevels(first: $count, after: $cursor) @connection(key: "Desk_stockLevels") {
      edges {
        node {
          id
          available
          variant {
            sku
          }
        }
      }
    }
  }
`;

export const statement = graphql`
  fragment Desk_statement on SettlementStatement
  @refetchable(queryName: "DeskStatementLinesQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
    net {
      amount
    }
    lines(first: $count, after: $cursor) @connection(key: "Desk_lines") {
      edges {
        node {
          id
          net {
            amount
          }
        }
      }
    }
  }
`;

export const adjust = graphql`
  mutation DeskStockAdjustMutation($input: StockAdjustInput!) {
    stockAdjust(input: $input) {
      levels {
        id
        onHand
      }
      userErrors {
        code
        message
      }
    }
  }
`;
