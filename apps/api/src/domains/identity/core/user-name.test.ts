import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseUserName } from "./user-name.ts";

describe("normaliseUserName", () => {
  it.each([" SomChai ", "SOMCHAI", "\tsomchai\n", "ｓｏｍｃｈａｉ", "\u3000Somchai\u00a0"])(
    "takes %j for somchai",
    (text) => {
      expect(normaliseUserName(text)).toBe("somchai");
    },
  );

  it("leaves what it has made as it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        const once = normaliseUserName(text);
        expect(normaliseUserName(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });
});
