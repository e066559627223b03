import assert from "node:assert/strict";
import { test } from "node:test";
import { serverAudits } from "graphql-http";
import { surfaces } from "../contract.js";
import { credentials, paths, url } from "./engine.js";

for (const surface of surfaces) {
  test(`all GraphQL-over-HTTP audits pass on the ${surface} surface`, async () => {
    const token = await credentials[surface]();
    const withCredential = (input, init = {}) => {
      const headers = new Headers(init.headers);
      if (token) {
        headers.set("Authorization", `Bearer ${token}`);
      }
      return fetch(input, { ...init, headers });
    };
    const faults = [];
    let count = 0;
    for (const audit of serverAudits({ url: url(paths[surface]), fetchFn: withCredential })) {
      count++;
      const result = await audit.fn();
      if (result.status !== "ok") {
        faults.push(`${audit.id} ${audit.name}: ${result.reason}`);
      }
      await result.response?.body?.cancel().catch(() => {});
    }

    assert.equal(count, 61);
    assert.deepEqual(faults, []);
  });
}
