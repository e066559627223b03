import { graphql } from "relay-runtime";

export const cart = graphql`
  fragment CartPage_cart on Cart
  @refetchable(queryName: "CartPageLinesQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }) {
    version
    subtotal {
      amount
    }
    lines(first: $count, after: $cursor) @connection(key: "CartPage_lines") {
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
`;

export const addLines = graphql`
  mutation CartPageAddLinesMutation($input: CartLinesAddInput!) {
    cartLinesAdd(input: $input) {
      cart {
        ...CartPage_cart
      }
      userErrors {
        __typename
        code
        field
        message
      }
      warnings {
        code
        message
      }
    }
  }
`;

export const pay = graphql`
  mutation CartPagePayMutation($input: CheckoutPayInput!) {
    checkoutPay(input: $input) {
      order {
        id
        status
      }
      paymentAction {
        __typename
        ... on PaymentRedirect {
          url
        }
        ... on PaymentQrCode {
          payload
        }
      }
      userErrors {
        ... on UserError {
          field
          message
        }
        code
      }
    }
  }
`;
