import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalSlurmUser, personAccountCode } from "./account-code.ts";

const ID = "019a0000-0000-7000-8000-000000000001";

describe("personAccountCode", () => {
  it.each([
    ["alice", "alice"],
    ["สมชาย", "สมชาย"],
    ["cafe\u0301", "café"],
    ["ali\u200bce", "ali\\u{200b}ce"],
    ["\u202ealice", "\\u{202e}alice"],
    ["a\u00a0b", "a\\u{a0}b"],
    ["tab\there", "tab\\u{9}here"],
  ])("of %j is %j", (slurmUser, code) => {
    expect(personAccountCode(slurmUser, ID)).toBe(code);
  });

  it("is never longer than a document has room for, and never empty", () => {
    expect(personAccountCode("x".repeat(1000), ID)).toBe(`${"x".repeat(200)}…${ID}`);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 400 }), (name) => {
        const code = personAccountCode(name, ID);
        expect(Array.from(code).length).toBeLessThanOrEqual(255);
        expect(code).not.toBe("");
        expect(code).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it("tells names apart that are different, and takes those equal in NFC for one", () => {
    expect(canonicalSlurmUser("cafe\u0301")).toBe(canonicalSlurmUser("caf\u00e9"));
    expect(personAccountCode("Alice", ID)).not.toBe(personAccountCode("alice", ID));
    expect(personAccountCode("ıi", ID)).not.toBe(personAccountCode("ii", ID));
    expect(personAccountCode("al\u200bice", ID)).not.toBe(personAccountCode("alice", ID));
  });
});
