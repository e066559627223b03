import { graphql } from "relay-runtime";

export const merchants = graphql`
  fragment Office_merchants on Query
  @refetchable(queryName: "OfficeMerchantsQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    merchants(first: $count, after: $cursor) @connection(key: "Office_merchants") {
      edges {
        node {
          id
          name
          standing
        }
      }
    }
  }
`;

export const suspend = graphql`
  mutation OfficeMerchantStandingSetMutation($input: MerchantStandingSetInput!) {
    merchantStandingSet(input: $input) {
      merchant {
        id
        standing
      }
      userErrors {
        code
        message
      }
    }
  }
`;
