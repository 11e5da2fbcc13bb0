import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type AuditContent, chainHash, GENESIS_HASH, hmac, isSignedBy, signRecord } from "./audit-record.ts";

const key = { id: "vector", secret: "purser test vector key, 32 octets" };
const content: AuditContent = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  occurredAt: "2026-03-01T02:03:04.567890Z",
  actorId: null,
  actorName: "purser",
  action: "receipt.issued",
  subject: "INV-202602-000001",
  requestId: null,
  detail: { total: "116.53", currency: "THB", runs: 3 },
};

describe("signRecord", () => {
  it("signs exactly the bytes of the documented test vector", () => {
    const { canonical, signature } = signRecord(content, key);
    expect(canonical.toString("utf8")).toBe(
      '{"action":"receipt.issued","actor_id":null,"actor_name":"purser",' +
        '"detail":{"currency":"THB","runs":3,"total":"116.53"},"id":"01890a5d-ac96-774b-bcce-b302099a8057",' +
        '"key_id":"vector","occurred_at":"2026-03-01T02:03:04.567890Z","request_id":null,"subject":"INV-202602-000001"}',
    );
    expect(signature.toString("hex")).toBe("6f0eb245d91866150aaef303616ccbaa2b2c9bc53d2880d2658d9f5edfa68a16");
    const hash = chainHash(GENESIS_HASH, canonical);
    expect(hash.toString("hex")).toBe("d34f6cae3cefa00dfd775fd5653f432ceb2d1d7e4248e357789151e2ae5a28e7");
    expect(hmac(key, hash).toString("hex")).toBe("976333caff4a5eda928706a4d7bf7e5c15579c1e347d17ba4a58df88970bd425");
    // The same by the primitives alone, as a stranger would.
    expect(
      createHash("sha256")
        .update(Buffer.concat([Buffer.alloc(32), canonical]))
        .digest(),
    ).toEqual(hash);
    expect(createHmac("sha256", Buffer.from(key.secret, "utf8")).update(canonical).digest()).toEqual(signature);
  });

  it("is not moved by one changed bit, nor by another key", () => {
    const { canonical, signature } = signRecord(content, key);
    expect(isSignedBy(key, canonical, signature)).toBe(true);
    expect(isSignedBy({ ...key, secret: `${key.secret}.` }, canonical, signature)).toBe(false);
    expect(isSignedBy(key, canonical, signature.subarray(1))).toBe(false);
    for (let bit = 0; bit < canonical.length * 8; bit += 97) {
      const flipped = Buffer.from(canonical);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(isSignedBy(key, flipped, signature)).toBe(false);
    }
  });

  it.each(["password", "access_token", "client_secret", "Cookie", "Authorization"])(
    "refuses a detail named %s, also deep inside",
    (name) => {
      expect(() => signRecord({ ...content, detail: { [name]: "x" } }, key)).toThrow(/never holds a secret/);
      expect(() => signRecord({ ...content, detail: { list: [{ deep: { [name]: "x" } }] } }, key)).toThrow(name);
    },
  );

  it("refuses a record larger than 64 KiB", () => {
    expect(() => signRecord({ ...content, detail: { text: "x".repeat(70_000) } }, key)).toThrow(/64 KiB/);
  });

  it("replaces what PostgreSQL or UTF-8 cannot hold, before it signs", () => {
    const signed = signRecord({ ...content, subject: "a\u0000b", detail: { reason: "\ud800 \u0000 😀" } }, key);
    expect(signed.content.subject).toBe("a\uFFFDb");
    expect(signed.content.detail).toEqual({ reason: "\uFFFD \uFFFD 😀" });
  });
});
