import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDrawableOnDocuments, printable } from "./printable-text.ts";

describe("printable", () => {
  it.each([
    ["Faculty of Science", "Faculty of Science"],
    ["คณะวิทยาศาสตร์ ภาควิชาทรัพยากรน้ำ", "คณะวิทยาศาสตร์ ภาควิชาทรัพยากรน้ำ"],
    ["two\r\nlines\tand\u0000more", "two lines and more"],
    ["left \u202Eright", "left right"],
    ["  spaced   out  ", "spaced out"],
    ["team 🚀", "team ◊"],
    ["family 👩‍👩‍👧‍👦!", "family ◊!"],
    ["中文", "◊◊"],
    ["cafe\u0301", "café"],
    ["<b>bold</b>", "<b>bold</b>"],
    ["ก\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49", "ก\u0e49\u0e49\u0e49"],
    ["mark on a space \u0591", "mark on a space"],
    ["mark \u0591 between", "mark between"],
    ["", ""],
  ])("prints %j as %j", (text, printed) => {
    expect(printable(text, 100)).toBe(printed);
  });

  it("cuts what is too long and says so", () => {
    expect(printable("x".repeat(1_000_000), 10)).toBe(`${"x".repeat(10)}…`);
    expect(printable("x".repeat(10), 10)).toBe("x".repeat(10));
  });

  it("gives one line of drawable characters, whatever comes in, and leaves its own result alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const printed = printable(text, limit);
        expect([...printed].every((character) => isDrawableOnDocuments(character.codePointAt(0) ?? 0))).toBe(true);
        expect(printed).toBe(printed.trim());
        expect(printed).not.toMatch(/[\n\r\t]/);
        expect(printable(printed, limit + 1)).toBe(printed);
      }),
      { examples: [["¡\u0000\u0591", 2]] },
    );
  });
});
