import fc from "fast-check";
import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { describeTotp, matchTotp, newTotpSecret } from "./totp.ts";

/** The secret of RFC 6238, appendix B, for SHA-1. */
const RFC_SECRET = Buffer.from("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

/** What an app on the right time shows, made apart from the code that is tested. */
function codeAt(secret: Uint8Array, seconds: number): string {
  const app = new TOTP({ secret: Secret.fromHex(Buffer.from(secret).toString("hex")), digits: 6, period: 30 });
  return app.generate({ timestamp: seconds * 1000 });
}

describe("matchTotp", () => {
  // RFC 6238 prints eight digits; six are their last six.
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("takes the code of RFC 6238 at %s seconds", (seconds, eightDigits) => {
    const code = eightDigits.slice(-6);
    const step = matchTotp(code, { secret: RFC_SECRET, now: at(seconds), lastStep: 0n });
    expect(step).toBe(BigInt(Math.floor(seconds / 30)));
  });

  const secret = fc.uint8Array({ minLength: 20, maxLength: 20 });
  const time = fc.integer({ min: 1_700_000_000, max: 4_000_000_000 });

  it("takes a code one step early or late, and none that is two steps away", () => {
    fc.assert(
      fc.property(secret, time, fc.integer({ min: -4, max: 4 }), (bytes, seconds, steps) => {
        const code = codeAt(bytes, seconds + steps * 30);
        // Two of a million codes are alike by chance; what is asked for here is the rule.
        const near = [-1, 0, 1].filter((each) => codeAt(bytes, seconds + each * 30) === code);
        const step = matchTotp(code, { secret: bytes, now: at(seconds), lastStep: 0n });
        expect(step !== null).toBe(near.length > 0);
      }),
      { numRuns: 300 },
    );
  });

  it("takes no code of a step that was used, nor of one before it, however long somebody tries", () => {
    fc.assert(
      fc.property(
        secret,
        time,
        fc.array(fc.tuple(fc.nat(45), fc.integer({ min: -2, max: 2 }))),
        (bytes, start, tries) => {
          let [lastStep, seconds] = [0n, start];
          const taken: bigint[] = [];
          for (const [pause, drift] of tries) {
            seconds += pause;
            const code = codeAt(bytes, seconds + drift * 30);
            const step = matchTotp(code, { secret: bytes, now: at(seconds), lastStep });
            if (step === null) continue;
            expect(step).toBeGreaterThan(lastStep);
            lastStep = step;
            taken.push(step);
          }
          expect(new Set(taken).size).toBe(taken.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(["", "12345", "1234567", "abcdef", "12 456", "１２３４５６"])("takes nothing else: %j", (code) => {
    expect(matchTotp(code, { secret: RFC_SECRET, now: at(59), lastStep: 0n })).toBeNull();
  });
});

describe("describeTotp", () => {
  it("gives the address that authenticator apps read, and the same secret in base 32", () => {
    const { secret, uri } = describeTotp(RFC_SECRET, "somchai");
    expect(secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(uri).toBe(
      "otpauth://totp/Purser:somchai?issuer=Purser&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30",
    );
  });
});

describe("newTotpSecret", () => {
  it("has 160 bits, others each time", () => {
    const secrets = Array.from({ length: 50 }, () => Buffer.from(newTotpSecret()).toString("hex"));
    expect(secrets.every((each) => each.length === 40)).toBe(true);
    expect(new Set(secrets).size).toBe(50);
  });
});
