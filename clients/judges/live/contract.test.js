import assert from "node:assert/strict";
import { test } from "node:test";
import { diff } from "@graphql-inspector/core";
import { buildClientSchema, getIntrospectionQuery } from "graphql";
import { contractFile, read } from "../contract.js";
import { ask, credentials, paths, schemaOf, url } from "./engine.js";

for (const surface of ["storefront", "merchant"]) {
  test(`the engine hands out the committed ${surface} contract`, async () => {
    const response = await fetch(url(`${paths[surface]}/schema.graphql`));

    assert.equal(response.status, 200);
    assert.equal(await response.text(), read(contractFile(surface)));
  });
}

for (const surface of Object.keys(paths)) {
  test(`introspection of the ${surface} surface tells the same as the committed contract`, async () => {
    const token = await credentials[surface]();
    const told = buildClientSchema(await ask(paths[surface], getIntrospectionQuery({ oneOf: true }), {}, token));

    const changes = await diff(schemaOf(surface), told);

    // Applied directives are no part of introspection. Two of the library's own cannot be taken out of it; they do nothing here.
    const seen = changes
      .filter((change) => !change.type.startsWith("DIRECTIVE_USAGE"))
      .filter((change) => !/^@(defer|experimental_disableErrorPropagation)\b/.test(change.path));
    assert.deepEqual(seen.map((change) => `${change.type} ${change.path}`), []);
  });
}
