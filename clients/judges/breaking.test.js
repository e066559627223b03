import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";
import { contractFile, read, releasedFile, surfaces, unreleasedNotes } from "./contract.js";

for (const surface of surfaces) {
  test(`graphql-inspector finds no break of the released ${surface} schema without a note`, async () => {
    assert.ok(existsSync(releasedFile(surface)), "no released contract: ./market schema release");
    const changes = await diff(
      buildSchema(read(releasedFile(surface))),
      buildSchema(read(contractFile(surface))),
    );
    const notes = unreleasedNotes();

    const unnoted = changes
      .filter((change) => change.criticality.level !== CriticalityLevel.NonBreaking)
      .filter((change) => !notes.includes(`\`${change.path}\``))
      .map((change) => `${change.criticality.level} ${change.path}: ${change.message}`);

    assert.deepEqual(unnoted, []);
  });
}
