import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { read } from "../contract.js";

const guide = read(fileURLToPath(new URL("../../../docs/api-guide.md", import.meta.url)));

test("the ten requests of the API guide lead to a paid order, as written", async (t) => {
  const from = guide.indexOf("<!-- journey");
  const journey = guide.slice(from, guide.indexOf("\n## ", from));
  const script = [...journey.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, text]) => text).join("\n");
  assert.equal((journey.match(/^\*\*\d+\./gm) ?? []).length, 10);

  const run = await new Promise((resolve) => {
    execFile("bash", ["-c", `set -eu\n${script}`], { encoding: "utf8" }, (error, stdout, stderr) =>
      resolve({ error, stdout, stderr }),
    );
  });

  assert.equal(run.error, null, run.stdout + run.stderr);
  assert.match(run.stdout, /order ord_\w+ is PAID/);
});
