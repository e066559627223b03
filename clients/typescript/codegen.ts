import type { CodegenConfig } from "@graphql-codegen/cli";

// Every scalar of the contract travels as a JSON string; Decimal must never become a number on the way.
const config = {
  useTypeImports: true,
  enumsAsTypes: true,
  strictScalars: true,
  documentMode: "string" as const,
  emitLegacyCommonJSImports: false,
  skipTypename: true,
  scalars: {
    CurrencyCode: "string",
    Date: "string",
    DateTime: "string",
    Decimal: "string",
    LanguageTag: "string",
    URL: "string",
  },
};

function surface(name: string) {
  return {
    [`src/${name}/`]: {
      preset: "client" as const,
      schema: `../../graphql-schema/contract/${name}.graphql`,
      documents: [`operations/${name}/*.graphql`],
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: "sha256" } },
      config,
    },
  };
}

const codegen: CodegenConfig = {
  generates: { ...surface("storefront"), ...surface("merchant"), ...surface("operator") },
};

export default codegen;
