import assert from "node:assert/strict";
import { dirname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { contractFile, surfaces } from "./contract.js";
import { runProgram } from "./run.js";

const configuration = fileURLToPath(new URL("eslint.config.js", import.meta.url));

for (const surface of surfaces) {
  const schema = contractFile(surface);

  test(`graphql-eslint, schema-recommended and Relay, has no remark on the ${surface} schema`, async () => {
    const run = await runProgram("eslint", "eslint", ["--config", configuration, "--format", "json", schema], {
      cwd: dirname(schema),
      env: { JUDGED_SURFACE: surface },
    });
    assert.notEqual(run.stdout, "", run.stderr);
    const [result] = JSON.parse(run.stdout);
    const remarks = result.messages.map((each) => `${each.line}:${each.column} ${each.ruleId}: ${each.message}`);
    assert.deepEqual(remarks, []);
  });

  test(`graphql-schema-linter has no remark on the ${surface} schema`, async () => {
    const run = await runProgram("graphql-schema-linter", "graphql-schema-linter", ["--format", "json", schema]);
    assert.notEqual(run.stdout, "", run.stderr);
    const remarks = JSON.parse(run.stdout).errors.map(
      (each) => `${each.location.line} ${each.rule}: ${each.message}`,
    );
    assert.deepEqual(remarks, []);
  });
}
