import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The three schemas, each a contract of its own. */
export const surfaces = ["storefront", "merchant", "operator"];

const folder = new URL("../../graphql-schema/contract/", import.meta.url);

export function contractFile(surface) {
  return fileURLToPath(new URL(`${surface}.graphql`, folder));
}

export function releasedFile(surface) {
  return fileURLToPath(new URL(`released/${surface}.graphql`, folder));
}

export function read(file) {
  return readFileSync(file, "utf8");
}

/** What CHANGELOG.md says about the coming release; a break or a danger is allowed when its path is named there. */
export function unreleasedNotes() {
  const text = read(fileURLToPath(new URL("../../CHANGELOG.md", import.meta.url)));
  const from = text.indexOf("## Unreleased");
  const to = text.indexOf("\n## ", from + 1);
  return from < 0 ? "" : text.slice(from, to < 0 ? undefined : to);
}
