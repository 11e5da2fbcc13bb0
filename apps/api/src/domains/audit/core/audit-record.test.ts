import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditContent, signRecord } from "./audit-record.ts";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { isSignedBy } from "./digest.ts";

const key = { id: "k1", secret: "a signing key of 32 characters ..." };
const content: AuditContent = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  occurredAt: "2026-03-01T02:03:04.567890Z",
  actorId: null,
  actorName: "purser",
  actorRole: null,
  sessionHash: null,
  apiTokenId: null,
  address: null,
  userAgent: null,
  method: null,
  operation: null,
  status: null,
  requestId: null,
  action: "receipt.issued",
  subjectType: "receipt",
  subject: "INV-202602-000001",
  outcome: "success",
  detail: { total: "116.53", currency: "THB", runs: 3 },
};

describe("signRecord", () => {
  it("leaves out what is null", () => {
    expect(signRecord(content, key).canonical.toString("utf8")).toBe(
      '{"action":"receipt.issued","actor_name":"purser","detail":{"currency":"THB","runs":3,"total":"116.53"},' +
        '"id":"01890a5d-ac96-774b-bcce-b302099a8057","key_id":"k1","occurred_at":"2026-03-01T02:03:04.567890Z",' +
        '"outcome":"success","subject":"INV-202602-000001","subject_type":"receipt"}',
    );
  });

  it("signs what RFC 8785 makes of the columns, whatever is in them", () => {
    const some = fc.option(fc.string({ unit: "grapheme" }), { nil: null });
    const strings = {
      actorId: some,
      actorName: fc.string({ unit: "grapheme" }),
      actorRole: some,
      sessionHash: some,
      apiTokenId: some,
      address: some,
      userAgent: some,
      method: some,
      operation: some,
      requestId: some,
      subject: fc.string({ unit: "grapheme" }),
      status: fc.option(fc.integer({ min: 100, max: 599 }), { nil: null }),
    };
    fc.assert(
      fc.property(fc.record(strings), (given) => {
        const signed = signRecord({ ...content, ...given }, key);
        const members = Object.entries(signed.content).flatMap(([name, value]) =>
          value === null
            ? []
            : [[name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value as JsonValue]],
        );
        expect(signed.canonical.toString("utf8")).toBe(
          canonicalJson({ ...Object.fromEntries(members), key_id: key.id }),
        );
        expect(isSignedBy(key, signed.canonical, signed.signature)).toBe(true);
      }),
    );
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
    const strange = { subject: "a\u0000b", userAgent: "\udfff", detail: { reason: "\ud800 \u0000 😀" } };
    const signed = signRecord({ ...content, ...strange }, key);
    expect(signed.content).toMatchObject({ subject: "a\uFFFDb", userAgent: "\uFFFD" });
    expect(signed.detail).toBe('{"reason":"\uFFFD \uFFFD 😀"}');
  });
});
