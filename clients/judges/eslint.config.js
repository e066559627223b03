import graphqlPlugin from "@graphql-eslint/eslint-plugin";
import { contractFile } from "./contract.js";

const rules = {
  ...graphqlPlugin.configs["flat/schema-recommended"].rules,
  ...graphqlPlugin.configs["flat/schema-relay"].rules,
  // One line of description is written in quotes, several lines as a block: which of the two says nothing to a client.
  "@graphql-eslint/description-style": "off",
  // Money, Place, PriceRange and pages of connections have no identity of their own: an id would be a lie.
  "@graphql-eslint/strict-id-in-types": "off",
  // Relay asks for forward or backward paging, not for both; ours is forward until a screen needs the other.
  "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
  // Lists that cannot grow (price tiers, steps of a batch) are plain lists and say how long they can be.
  "@graphql-eslint/relay-edge-types": [
    "error",
    { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
  ],
};

// The plugin keeps the first schema it reads, so each surface is judged by a process of its own.
const schema = contractFile(process.env.JUDGED_SURFACE ?? "storefront");

export default [
  {
    files: ["**/*.graphql"],
    languageOptions: { parser: graphqlPlugin.parser, parserOptions: { graphQLConfig: { schema } } },
    plugins: { "@graphql-eslint": graphqlPlugin },
    rules,
  },
];
