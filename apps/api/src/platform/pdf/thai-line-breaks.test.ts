import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { thaiWords } from "./thai-line-breaks.ts";

describe("thaiWords", () => {
  it("parts Thai between words", () => {
    expect(thaiWords("ภาควิชาทรัพยากรน้ำ").length).toBeGreaterThan(1);
    expect(thaiWords("กรุณาชำระเงิน")).toContain("กรุณา");
  });

  it("keeps closing marks with the word before and opening ones with the word after", () => {
    for (const piece of thaiWords("หน่วยประมวลผลกราฟิก (หน่วยความจำ) ฯลฯ บ่อยๆ")) {
      expect(piece).not.toMatch(/^[)ๆฯ\s]/);
      expect(piece).not.toMatch(/\($/);
    }
  });

  it("never loses or adds a character, nor begins a piece with a mark", () => {
    const thai = fc.array(fc.integer({ min: 0x0e01, max: 0x0e5b }).map((code) => String.fromCodePoint(code)));
    fc.assert(
      fc.property(thai, (characters) => {
        const text = characters.join("");
        const pieces = thaiWords(text);
        expect(pieces.join("")).toBe(text);
        for (const piece of pieces.slice(1)) expect(piece).not.toMatch(/^[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/);
      }),
    );
  });
});
