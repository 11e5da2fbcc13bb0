import { isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anonymousAddress } from "./client-address.ts";

describe("anonymousAddress", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["2001:0db8:0001::6", "2001:db8:1::/48"],
    ["2001:DB8::", "2001:db8::/48"],
    ["fe80::1%eth0", "fe80::/48"],
    ["::1", "::/48"],
    ["64:ff9b::203.0.113.77", "64:ff9b::/48"],
    ["", null],
    ["not an address", null],
    ["203.0.113.777", null],
  ])("makes %j %j", (address, expected) => {
    expect(anonymousAddress(address)).toBe(expected);
  });

  it("keeps nothing of an IPv6 address behind its third group", () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 3, maxLength: 3 }),
        fc.array(group, { minLength: 5, maxLength: 5 }),
        (site, host) => {
          const made = anonymousAddress([...site, ...host].join(":")) ?? "";
          expect(made).toBe(anonymousAddress([...site, "0", "0", "0", "0", "1"].join(":")));
          expect(isIPv6(made.replace("/48", ""))).toBe(true);
        },
      ),
    );
  });
});
