import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import i18next, { type i18n } from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { messages as en } from "../../locales/en.ts";
import { messages as th } from "../../locales/th.ts";
import { wordsKey } from "./record-words.ts";

const ROOT = new URL("../../../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");
const sourcesOf = (folder: string) =>
  readdirSync(fileURLToPath(new URL(folder, ROOT)), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => read(`${folder}/${file}`));
const found = (texts: readonly string[], pattern: RegExp) => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, code = ""]) => code))),
];
const schemas = (file: string) => parse(read(`openapi/schemas/${file}.yaml`));

const identity = [...sourcesOf("apps/api/src/domains/identity"), ...sourcesOf("apps/api/src/integrations/ldap")];
const unions = found(identity, /export type (?:RefusalReason|EndReason) =((?:\s*\| "\w+"[^\n]*)+)/g);

/** The codes that the program writes into records, by the field that has them. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  reason: found([...unions, ...found(identity, /\breason: ([^,}\n]*)/g)], /"(\w+)"/g),
  directory: found(identity, /DirectoryError\("(\w+)"/g),
  source: [...schemas("usage").UsageBatch.properties.source.enum, ...schemas("people").PersonSource.enum],
  format: schemas("usage").UsageBatch.properties.format.enum,
  warnings: schemas("usage").UsageBatch.properties.warnings.items.enum,
  report: found([read("apps/api/src/domains/usage/reconcile-usage.ts")], /report: .*?"(\w+)"/g),
  kind: [
    ...schemas("organisation").BillingAccount.properties.kind.enum,
    ...schemas("tokens").ApiToken.properties.kind.enum,
    ...schemas("pulls").UsagePull.properties.kind.enum,
  ],
  role: schemas("identity").Role.enum,
  code: schemas("errors").ErrorCode.enum,
  method: schemas("receipts").PayReceiptRequest.properties.method.enum,
  outcome: schemas("adjustments").DecideBilledChangeRequest.properties.outcome.enum,
  state: schemas("jobs").RunState.enum,
  to: schemas("pulls").UsagePull.properties.state.enum,
};

describe.each([
  ["English", en],
  ["Thai", th],
])("records of the audit log, in %s", (_, messages) => {
  let texts: i18n;
  beforeAll(async () => {
    texts = i18next.createInstance({ lng: "en", resources: { en: messages }, ns: Object.keys(messages) });
    await texts.init();
  });

  it.each(Object.entries(CODES))("have words for every code that may be the %s", (field, codes) => {
    expect(codes.length).toBeGreaterThan(0);
    const isText = (key: string) => texts.exists(key);
    const unsaid = codes.filter((value) => wordsKey({ action: "thing.done", field, value }, isText) === undefined);
    expect(unsaid).toEqual([]);
  });

  it("have words for everybody who is no person", () => {
    const actors = found([...identity, read("apps/api/src/platform/context.ts")], /\bid: [^}]*?username: "(\w+)"/g);
    expect(actors.sort()).toEqual(["anonymous", "directory", "purser"]);
    expect(actors.filter((actor) => !texts.exists(`audit:actors.${actor}`))).toEqual([]);
  });
});

it("leaves alone what people have written, and what is no code", () => {
  const isText = () => true;
  expect(wordsKey({ action: "session.closed", field: "reason", value: "expired" }, isText)).toBe(
    "audit:values.reason.expired",
  );
  expect(wordsKey({ action: "receipt.voided", field: "reason", value: "expired" }, isText)).toBeUndefined();
  expect(wordsKey({ action: "run.changed", field: "name", value: "expired" }, isText)).toBeUndefined();
  expect(wordsKey({ action: "session.closed", field: "reason", value: "a.b" }, isText)).toBeUndefined();
});
