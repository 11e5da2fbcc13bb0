import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashRecoveryCode, readRecoveryCode, recoveryCode } from "./recovery-code.ts";

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

describe("recoveryCode", () => {
  it("is sixteen letters in groups of four, another for any other bytes", () => {
    expect(recoveryCode(new Uint8Array(10))).toBe("0000-0000-0000-0000");
    expect(recoveryCode(new Uint8Array(10).fill(255))).toBe("zzzz-zzzz-zzzz-zzzz");
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        const same = Buffer.from(one).equals(Buffer.from(other));
        expect(recoveryCode(one) === recoveryCode(other)).toBe(same);
        expect(recoveryCode(one)).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/);
      }),
    );
  });
});

describe("readRecoveryCode", () => {
  it("reads every code however it was typed", () => {
    fc.assert(
      fc.property(bytes, (made) => {
        const code = recoveryCode(made);
        const ways = [code, code.toUpperCase(), code.replaceAll("-", ""), code.replaceAll("-", " "), ` ${code} `];
        const misread = code.replaceAll("0", "O").replaceAll("1", "l");
        for (const typed of [...ways, misread]) expect(readRecoveryCode(typed)).toBe(code);
      }),
    );
  });

  it.each(["", "123456", "7h2k-9mqd-x0vf", "7h2k-9mqd-x0vf-3zra-1", "7h2k-9mqd-x0vf-3zr!"])(
    "reads no code in %j",
    (text) => {
      expect(readRecoveryCode(text)).toBeNull();
    },
  );
});

describe("hashRecoveryCode", () => {
  it("is SHA-256", () => {
    expect(hashRecoveryCode("0000-0000-0000-0000")).toHaveLength(32);
  });
});
