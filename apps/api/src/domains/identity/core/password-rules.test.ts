import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkNewPassword, normalisePassword } from "./password-rules.ts";

const common = new Set(["password", "sunshine", "qwerty", "1q2w3e4r5t6y", "correcthorse"]);

/** The code of the refusal; null: the password is good. */
function refusalOf(password: string, username = "somchai"): string | null {
  try {
    checkNewPassword(password, { username, common });
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("checkNewPassword", () => {
  it.each([
    ["elevenchars", "PASSWORD_TOO_SHORT"],
    ["twelve chars", null],
    ["ก็ว่าน้ำใสใจจริง", null],
    ["กขฃคฅฆงจฉชซ", "PASSWORD_TOO_SHORT"], // eleven letters, thirty-three bytes
    ["🙂".repeat(11), "PASSWORD_TOO_SHORT"], // eleven letters, twenty-two of UTF-16
    ["1q2w3e4r5t6y", "PASSWORD_TOO_COMMON"],
    ["1Q2W3E4R5T6Y", "PASSWORD_TOO_COMMON"],
    ["Password2026!!", "PASSWORD_TOO_COMMON"],
    ["***sunshine***", "PASSWORD_TOO_COMMON"],
    ["passwordpassword", "PASSWORD_TOO_COMMON"],
    ["QwertyQwerty99", "PASSWORD_TOO_COMMON"],
    ["ｐａｓｓｗｏｒｄ１２３４", "PASSWORD_TOO_COMMON"], // full-width letters
    ["aaaaaaaaaaaaaaaa", "PASSWORD_TOO_COMMON"],
    ["1212121212121212", "PASSWORD_TOO_COMMON"],
    ["correcthorse battery staple", null],
    ["my name is somchai!", "PASSWORD_HAS_USERNAME"],
    ["SOMCHAI and friends", "PASSWORD_HAS_USERNAME"],
  ])("answers %j with %s", (password, code) => {
    expect(refusalOf(password)).toBe(code);
  });

  it("does not look for a user name of two letters: many good passwords have them", () => {
    expect(refusalOf("elephants never forget", "el")).toBeNull();
  });

  it("takes no password of fewer than twelve letters, and says how many there must be", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (password) => {
        const letters = [...normalisePassword(password).toLowerCase()].length;
        expect(refusalOf(password) === "PASSWORD_TOO_SHORT").toBe(letters < 12);
      }),
    );
    expect(() => checkNewPassword("short", { username: "somchai", common })).toThrow(
      expect.objectContaining({ facts: { least: 12 } }),
    );
  });

  it("answers the same for the same letters, however they were composed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (password) => {
        expect(refusalOf(password.normalize("NFD"))).toBe(refusalOf(password.normalize("NFC")));
      }),
    );
  });
});
