import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { contractFile, surfaces } from "./contract.js";
import { runProgram } from "./run.js";

const pages = fileURLToPath(new URL("relay/", import.meta.url));

// What travels as a JSON string; the compiler asks to be told.
const customScalarTypes = {
  CurrencyCode: "string",
  Date: "string",
  DateTime: "string",
  Decimal: "string",
  LanguageTag: "string",
  URL: "string",
};

for (const surface of surfaces) {
  test(`relay-compiler compiles pages with connections and refetches over the ${surface} schema`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "techan-relay-"));
    t.after(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, "out"));
    cpSync(join(pages, surface), join(folder, "src"), { recursive: true });
    cpSync(contractFile(surface), join(folder, "schema.graphql"));
    const configuration = {
      language: "typescript",
      src: "./src",
      schema: "./schema.graphql",
      artifactDirectory: "./out",
      customScalarTypes,
      excludes: [],
    };
    writeFileSync(join(folder, "relay.config.json"), JSON.stringify(configuration));

    const run = await runProgram("relay-compiler", "relay-compiler", ["relay.config.json"], { cwd: folder });

    assert.equal(run.code, 0, run.stdout + run.stderr);
    assert.ok(readdirSync(join(folder, "out")).length > 0, "nothing was compiled");
  });
}
