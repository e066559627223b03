/** Where the engine under test listens; these tests have nothing to say without one. */
export function engineUrl(path: string): string {
  const base = process.env["TECHAN_URL"];
  if (base === undefined || base === "") {
    throw new Error("Set TECHAN_URL to a running engine, for example http://127.0.0.1:8080");
  }
  return new URL(path, base).toString();
}

interface Account {
  readonly role: "MERCHANT" | "CURATOR" | "OPERATOR" | "TRADER";
  readonly merchantCode: string | null;
  readonly apiKey: string | null;
}

/** An API key that every engine outside production has. */
export async function apiKey(role: Account["role"], merchantCode?: string): Promise<string> {
  const response = await fetch(engineUrl("/dev/accounts.json"));
  const { accounts } = (await response.json()) as { accounts: readonly Account[] };
  const key = accounts.find(
    (account) => account.role === role && (merchantCode === undefined || account.merchantCode === merchantCode),
  )?.apiKey;
  if (key === undefined || key === null) {
    throw new Error(`No development account for ${role} ${merchantCode ?? ""}`);
  }
  return key;
}
