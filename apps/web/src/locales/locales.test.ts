import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { messages as en } from "./en.ts";
import { messages as th } from "./th.ts";

type Texts = Readonly<Record<string, unknown>>;

/** Every text by its full key: "receipts.list.title". */
function flatten(texts: Texts, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === "string") flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value as Texts, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const english = flatten(en);
const thai = flatten(th);

/** Names that are the same in both languages. */
const SAME = /^(CPU|GPU|PDF|QOS|sacct|slurmrestd|\{\{label\}\} \{\{rate\}\}%|)$/;
const THAI = /[\u0E00-\u0E7F]/;

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)(?:, grouped)?\}\}/g)].map((match) => match[1] ?? "").sort();
}

describe("locales", () => {
  it("hold the same keys in both languages", () => {
    expect([...thai.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("leave no text in the other language", () => {
    const strayThai = [...english].filter(([, text]) => THAI.test(text));
    const strayEnglish = [...thai].filter(([, text]) => !THAI.test(text) && !SAME.test(text));
    expect({ strayThai, strayEnglish }).toEqual({ strayThai: [], strayEnglish: [] });
  });

  it("address the reader of Thai in one way, the formal one", () => {
    const familiar = /คุณ(?!ลักษณะ|สมบัติ|ภาพ)/;
    expect([...thai].filter(([, text]) => familiar.test(text))).toEqual([]);
  });

  it("fill in the same values in both languages", () => {
    for (const [key, text] of english)
      expect([key, placeholders(thai.get(key) ?? "")]).toEqual([key, placeholders(text)]);
  });

  it("have a text for every error code of the contract", () => {
    const contract = parse(readFileSync(new URL("../../../../openapi/schemas/errors.yaml", import.meta.url), "utf8"));
    const codes: string[] = contract.ErrorCode.enum;
    expect(codes.length).toBeGreaterThan(20);
    for (const locale of [en, th]) {
      expect(codes.filter((code) => !(code in locale.errors.code))).toEqual([]);
    }
  });

  it("have words for every action that the program writes into the audit log", () => {
    const domains = fileURLToPath(new URL("../../../api/src/domains/", import.meta.url));
    const actions = readdirSync(domains, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .flatMap((file) => [
        ...readFileSync(join(domains, file), "utf8").matchAll(/\baction(?::| =) "([a-z_]+\.[a-z_]+)"/g),
      ])
      .map(([, action]) => `audit.actions.${action}`);
    expect(new Set(actions).size).toBeGreaterThan(40);
    expect(actions.filter((key) => !english.has(key))).toEqual([]);
  });

  it("are what the guides call menus, pages and buttons", () => {
    const known = new Set([...english.values(), ...thai.values()]);
    const guides = new URL("../../../../docs/guides/", import.meta.url);
    const ways = readdirSync(guides).flatMap((file) =>
      [...readFileSync(new URL(file, guides), "utf8").matchAll(/\*([^*\n]+ → [^*\n]+)\*/g)].map(([, way = ""]) => way),
    );
    expect(ways.length).toBeGreaterThan(20);
    expect(ways.filter((way) => way.split(" → ").some((step) => !known.has(step)))).toEqual([]);
  });
});
