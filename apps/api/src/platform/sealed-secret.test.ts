import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSecret, sealSecret } from "./sealed-secret.ts";

const NEW = { id: "new", secret: "the newer key of the two, long enough" };
const OLD = { id: "old", secret: "the older key of the two, long enough" };
const secret = Buffer.from("JBSWY3DPEHPK3PXP");

describe("sealSecret and openSecret", () => {
  it("give back what went in, whatever it is and whoever's it is", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, owner) => {
        const sealed = sealSecret(bytes, [NEW], owner);
        expect(openSecret(sealed, [OLD, NEW], owner)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it("seal with the first key, and never twice alike", () => {
    const [first, second] = [sealSecret(secret, [NEW, OLD], "a"), sealSecret(secret, [NEW, OLD], "a")];
    expect(first.keyId).toBe("new");
    expect(first.sealed.equals(second.sealed)).toBe(false);
    expect(first.sealed.includes(secret)).toBe(false);
  });

  it("open what an older key has sealed, and name the key that is missing", () => {
    const sealed = sealSecret(secret, [OLD], "a");
    expect(openSecret(sealed, [NEW, OLD], "a")).toEqual(secret);
    expect(() => openSecret(sealed, [NEW], "a")).toThrow("SECRETS_KEYS has no key old");
  });

  it("refuse a secret that was moved to somebody else", () => {
    expect(() => openSecret(sealSecret(secret, [NEW], "a"), [NEW], "b")).toThrow("does not open");
  });

  it("refuse a secret of which any one bit was changed, or that was cut short", () => {
    const { keyId, sealed } = sealSecret(secret, [NEW], "a");
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(() => openSecret({ keyId, sealed: changed }, [NEW], "a")).toThrow("does not open");
      }),
    );
    expect(() => openSecret({ keyId, sealed: sealed.subarray(0, -1) }, [NEW], "a")).toThrow("does not open");
  });
});
