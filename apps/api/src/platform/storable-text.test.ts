import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findUnstorableText } from "./storable-text.ts";

describe("findUnstorableText", () => {
  it.each([
    ["a NUL", "a\u0000b", ""],
    ["half of a pair", "\ud83e", ""],
    ["a NUL below", { note: ["x", { deep: "\u0000" }] }, "/note/1/deep"],
    ["a NUL in a name", { "a\u0000": 1 }, "/a\u0000"],
  ])("points at %s", (_, value, path) => {
    expect(findUnstorableText(value)).toBe(path);
  });

  it("finds nothing in text that survives UTF-8 unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const survives = Buffer.from(text, "utf8").toString("utf8") === text && !text.includes("\0");
        expect(findUnstorableText({ text }) === undefined).toBe(survives);
      }),
    );
  });
});
