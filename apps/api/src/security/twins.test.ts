import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { sacctRun, sacctText, upload } from "../testing/usage-api.ts";

/** Letters that are written in several ways, that change with the case or the country, and that nobody sees. */
const LETTERS = [
  ...["a", "A", "e", "\u00e9", "e\u0301", "\u00c5", "\u212b", "A\u030a", "i", "I", "\u0131", "\u0130", "i\u0307"],
  ...["K", "\u212a", "\u1e69", "s\u0323\u0307", "s\u0307\u0323", "\u0e01\u0e33", "\uac00", "\u1100\u1161"],
  ...["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u00a0", "\u3164", "-"],
];
const made = fc.sample(fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 4 }), {
  seed: 20_261_121,
  numRuns: 250,
});
const NAMES = [...new Set(made.flatMap((name) => [name, name.normalize("NFC"), name.normalize("NFD")]))];
/** What nobody can tell from a space or from nothing; written here apart from the program. */
const UNSEEN = /[\u200b-\u200d\u2060\ufeff\u00ad\u202e\u00a0\u3164]/;
const sameToReaders = (names: readonly string[]) => new Set(names.map((name) => name.normalize("NFC")));

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

async function all(path: string, { headers } = app.as.finance): Promise<Record<string, string>[]> {
  const found: Record<string, string>[] = [];
  for (let cursor = ""; ; ) {
    const url = `${path}?limit=500${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const { data, next_cursor: next } = (await app.inject({ url, headers })).json();
    found.push(...data);
    if (next === null) return found;
    cursor = next;
  }
}

describe("names that look the same", () => {
  it("are tried in every way that they can be written", () => {
    expect(NAMES.length).toBeGreaterThan(250);
    expect(sameToReaders(NAMES).size).toBeLessThan(NAMES.length - 20);
    expect(NAMES.filter((name) => UNSEEN.test(name)).length).toBeGreaterThan(50);
  });

  it("of Slurm users are one billing account, and no two accounts have codes that look the same", async () => {
    const answer = await upload(app, sacctText(NAMES.map((User, index) => sacctRun(index + 1, { User }))));
    expect(answer.json()).toMatchObject({ runs_new: NAMES.length, rejected: 0 });
    const accounts = await all("/api/v1/billing-accounts");
    const users = sameToReaders(NAMES);
    expect(new Set(accounts.map((account) => account.slurm_user))).toEqual(users);
    expect(accounts).toHaveLength(users.size);
    const codes = accounts.map((account) => account.code ?? "");
    expect(sameToReaders(codes).size).toBe(users.size);
    expect(codes.filter((code) => UNSEEN.test(code))).toEqual([]);
  });

  it("of clusters are one cluster, and those that nobody could tell apart are set aside", async () => {
    const rows = NAMES.map((Cluster, index) => sacctRun(10_000 + index, { Cluster }));
    const seen = NAMES.filter((name) => !UNSEEN.test(name));
    const answer = await upload(app, sacctText(rows));
    expect(answer.json()).toMatchObject({ runs_new: seen.length, rejected: NAMES.length - seen.length });
    const { data } = (await app.inject({ url: "/api/v1/clusters", headers: app.as.finance.headers })).json();
    const clusters = data.map(({ name }: { name: string }) => name).filter((name: string) => name !== "lotus");
    expect(new Set(clusters)).toEqual(sameToReaders(seen));
    expect(clusters).toHaveLength(sameToReaders(seen).size);
  });

  it.each([" lotus", "lotus ", "lo\u200btus", "\u00a0lotus", "lotus\ufeff"])(
    "are no name for the cluster of a whole text: %j",
    async (cluster) => {
      const text = sacctText([sacctRun(90_001), sacctRun(90_002)], { without: ["Cluster"] });
      expect((await upload(app, text, { query: { cluster } })).json()).toMatchObject({ runs_new: 0, rejected: 2 });
    },
  );

  it("make no second person: what is not plain is refused, and what is differs for everybody", async () => {
    const { headers } = app.as.center_admin;
    const add = async (username: string) => {
      const payload = { username, display_name: "x" };
      return (await app.inject({ method: "POST", url: "/api/v1/people", headers, payload })).statusCode;
    };
    expect(await add("kai")).toBe(201);
    for (const twin of [
      "kai",
      "Kai",
      "KAI",
      "\u212aai",
      "ka\u0131",
      "ka\u0130",
      "kai ",
      " kai",
      "k\u200bai",
      "ｋａｉ",
      "kai\u0000",
    ])
      expect([twin, await add(twin)]).toEqual([twin, twin === "kai" ? 409 : 422]);
    const people = await all("/api/v1/people", app.as.center_admin);
    expect(
      people.filter(({ username = "" }) => username.normalize("NFKC").trim().toLowerCase() === "kai"),
    ).toHaveLength(1);
  });
});
