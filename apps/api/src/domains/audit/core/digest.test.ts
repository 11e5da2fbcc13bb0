import { createHash, createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainHash, hmac, isChainHash, isSignedBy, sha256 } from "./digest.ts";

/** Around the sizes of a block of SHA-256 and of what is held ready. */
const sizes = [0, 1, 31, 32, 55, 56, 63, 64, 65, 119, 128, 600, 65_535, 65_536, 65_537, 200_000];

describe("the digests of the chain are those of the library", () => {
  it.each(sizes)("over %i bytes", (size) => {
    const bytes = randomBytes(size);
    const previous = randomBytes(32);
    expect(sha256(bytes)).toEqual(createHash("sha256").update(bytes).digest());
    const link = createHash("sha256").update(previous).update(bytes).digest();
    expect(chainHash(previous, bytes)).toEqual(link);
    expect(isChainHash(link, previous, bytes)).toBe(true);
    expect(isChainHash(link, link, bytes)).toBe(false);
  });

  it("for keys of every length and every script", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 100 }),
        fc.uint8Array({ maxLength: 300 }),
        (secret, data) => {
          const key = { id: "k", secret };
          const bytes = Buffer.from(data);
          const expected = createHmac("sha256", Buffer.from(secret, "utf8")).update(bytes).digest();
          expect(hmac(key, bytes)).toEqual(expected);
          expect(isSignedBy(key, bytes, expected)).toBe(true);
        },
      ),
    );
  });

  it.each(sizes)("as a signature over %i bytes, also right after a longer one", (size) => {
    const key = { id: "k", secret: "purser test vector key, 32 octets" };
    hmac(key, randomBytes(70_000));
    hmac(key, randomBytes(5_000));
    const bytes = randomBytes(size);
    expect(hmac(key, bytes)).toEqual(createHmac("sha256", key.secret).update(bytes).digest());
  });
});
