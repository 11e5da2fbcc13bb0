import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type AuditContent, GENESIS_HASH, signRecord } from "./core/audit-record.ts";
import { signCheckpoint } from "./core/checkpoint.ts";
import { chainHash, hmac } from "./core/digest.ts";

/** The page that a stranger has, and nothing else. */
const page = readFileSync(new URL("../../../../../docs/audit.md", import.meta.url), "utf8");

const found = (pattern: RegExp): string => pattern.exec(page)?.[1] ?? "";
const record = found(/```record\n(.+)\n```/);
const checkpoint = found(/```checkpoint\n(.+)\n```/);
const key = { id: found(/Key: id `(.+?)`/), secret: found(/secret `(.+?)`/) };
const hexOf = (what: string): string => found(new RegExp(`\\| ${what} \\| \`([0-9a-f]{64})\` \\|`));

describe("the test vector of docs/audit.md", () => {
  it("is what the primitives alone make of it, as the page says", () => {
    const sign = (bytes: Buffer) => createHmac("sha256", key.secret).update(bytes).digest("hex");
    const canonical = Buffer.from(record, "utf8");
    expect(canonical).toHaveLength(Number(found(/canonical bytes of the record are (\d+)/)));
    expect(sign(canonical)).toBe(hexOf("signature of the record"));
    const hash = createHash("sha256")
      .update(Buffer.concat([Buffer.alloc(32), canonical]))
      .digest();
    expect(hash.toString("hex")).toBe(hexOf("hash, as the first link"));
    expect(sign(hash)).toBe(hexOf("signature of the link"));
    expect(sign(Buffer.from(checkpoint, "utf8"))).toBe(hexOf("signature of the checkpoint"));
  });

  it("is what the program makes of the same facts", () => {
    const { key_id: _, ...said } = JSON.parse(record) as Record<string, unknown>;
    const given = Object.entries(said).map(([name, value]) => [camelCase(name), value] as const);
    const content = { apiTokenId: null, ...Object.fromEntries(given) } as unknown as AuditContent; // as the page has it
    const signed = signRecord(content, key);
    expect(signed.canonical.toString("utf8")).toBe(record);
    expect(signed.signature.toString("hex")).toBe(hexOf("signature of the record"));
    const hash = chainHash(GENESIS_HASH, signed.canonical);
    expect(hash.toString("hex")).toBe(hexOf("hash, as the first link"));
    expect(hmac(key, hash).toString("hex")).toBe(hexOf("signature of the link"));
    const { id, taken_at: takenAt } = JSON.parse(checkpoint) as { id: string; taken_at: string };
    const made = signCheckpoint({ id, takenAt, sequence: 1n, hash }, key);
    expect(made.canonical.toString("utf8")).toBe(checkpoint);
    expect(made.signature.toString("hex")).toBe(hexOf("signature of the checkpoint"));
  });
});

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
