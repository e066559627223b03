import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, validate } from "graphql";
import { JSDOM, VirtualConsole } from "jsdom";
import { answer, credentials, paths, schemaOf, url } from "./engine.js";

const languages = ["zh-CN", "en"];

async function examplesOf(surface, language) {
  return (await fetch(url(`/explorer/${surface}/examples.json?lang=${language}`))).json();
}

for (const surface of Object.keys(paths)) {
  test(`the explorer's examples of the ${surface} surface are valid in both languages, and its reads are answered`, async () => {
    const schema = schemaOf(surface);
    const token = await credentials[surface]();
    const notes = [];
    for (const language of languages) {
      for (const example of await examplesOf(surface, language)) {
        const document = parse(example.query);
        assert.deepEqual(validate(schema, document).map((error) => error.message), [], example.query);
        notes.push(example.query.split("\n")[0]);
        const isRead = document.definitions[0].operation === "query";
        if (isRead && !JSON.stringify(example.variables).includes("…") && !example.query.includes("pavilion {")) {
          const { errors } = await answer(paths[surface], example.query, example.variables, token);
          assert.equal(errors, undefined, example.query);
        }
      }
    }
    assert.equal(new Set(notes).size, notes.length, "every note is written in each language");
  });

  test(`the explorer's page of the ${surface} surface loads nothing from elsewhere and shows its editor`, async () => {
    const address = url(`/explorer/${surface}?lang=en`);
    const response = await fetch(address);
    const html = await response.text();
    assert.equal(response.status, 200);
    const policy = response.headers.get("Content-Security-Policy");
    assert.match(policy, /default-src 'none'; script-src 'self';/);
    assert.doesNotMatch(policy, /https?:|\*|unsafe-eval/);
    for (const [, link] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      assert.match(link, /^[/?]/, "a link to another host");
      if (link.startsWith("/explorer/assets/")) {
        assert.equal((await fetch(url(link))).status, 200, link);
      }
    }

    const faults = [];
    const quiet = new VirtualConsole();
    quiet.on("jsdomError", (error) => faults.push(error.message));
    const dom = new JSDOM(html, {
      url: address,
      runScripts: "dangerously",
      resources: "usable",
      pretendToBeVisual: true,
      virtualConsole: quiet,
      beforeParse(window) {
        window.fetch = (input, init) => fetch(new URL(input, address), init);
        Object.assign(window, { TextDecoder, TextEncoder });
        window.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {} });
        // What jsdom lacks of a browser's layout; the editor asks where letters are.
        window.document.createRange = () => ({
          setStart() {},
          setEnd() {},
          getBoundingClientRect: () => ({ left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 }),
          getClientRects: () => [],
          commonAncestorContainer: window.document.body,
        });
      },
    });
    try {
      for (const end = Date.now() + 20_000; !dom.window.document.querySelector(".graphiql-container .CodeMirror"); ) {
        assert.ok(Date.now() < end, `no editor: ${faults.join("; ")}`);
        await new Promise((resume) => setTimeout(resume, 100));
      }
      assert.ok(dom.window.document.querySelectorAll(".graphiql-tab").length > 2, "the examples are tabs");
    } finally {
      dom.window.close();
    }
  });
}

test("the explorer has no files but its own", async () => {
  for (const path of ["/explorer/nothing", "/explorer/assets/nothing.js", "/explorer/assets/..%2fexplorer.html"]) {
    assert.equal((await fetch(url(path))).status, 404, path);
  }
});
