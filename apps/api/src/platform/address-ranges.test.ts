import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAddressRange, isInRanges, plainAddress, storableAddress } from "./address-ranges.ts";

describe("isAddressRange", () => {
  it.each(["10.0.0.0/8", "192.0.2.7", "192.0.2.7/32", "0.0.0.0/0", "2001:db8::/32", "::1", "::/0", "2001:DB8::1/128"])(
    "takes %s",
    (range) => {
      expect(isAddressRange(range)).toBe(true);
    },
  );

  it.each([
    "",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/08",
    "10.0.0.0/",
    "10.0.0/8",
    "010.0.0.1",
    "0x7f.1",
    "2001:db8::/129",
    "::ffff:10.0.0.1",
    "fe80::1%eth0",
    "10.0.0.0/8 ",
    "10.0.0.0/255.0.0.0",
    "localhost",
    "/8",
  ])("refuses %j", (range) => {
    expect(isAddressRange(range)).toBe(false);
  });
});

describe("isInRanges", () => {
  it.each([
    ["10.1.2.3", ["10.0.0.0/8"], true],
    ["11.0.0.0", ["10.0.0.0/8"], false],
    ["10.255.255.255", ["192.0.2.0/24", "10.0.0.0/8"], true],
    ["192.0.2.7", ["192.0.2.7"], true],
    ["192.0.2.8", ["192.0.2.7/32"], false],
    ["::ffff:10.1.2.3", ["10.0.0.0/8"], true],
    ["::ffff:11.1.2.3", ["10.0.0.0/8"], false],
    ["2001:db8:0:1::5", ["2001:db8::/32"], true],
    ["2001:db9::5", ["2001:db8::/32"], false],
    ["fe80::1%eth0", ["fe80::/10"], true],
    ["10.1.2.3", ["::/0"], false],
    ["2001:db8::5", ["0.0.0.0/0"], false],
    ["10.1.2.3", [], false],
    ["nonsense", ["0.0.0.0/0", "::/0"], false],
  ])("says of %s in %j: %s", (address, ranges, expected) => {
    expect(isInRanges(address, ranges)).toBe(expected);
  });

  it("agrees with arithmetic on every IPv4 network", () => {
    const number = (address: string) => address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, network, prefix) => {
        const cut = BigInt(32 - prefix);
        const within = number(address) >> cut === number(network) >> cut;
        expect(isInRanges(address, [`${network}/${prefix}`])).toBe(within);
      }),
    );
  });
});

describe("plainAddress", () => {
  it("leaves out the zone, and the form of IPv6 around an IPv4 address", () => {
    expect(plainAddress("FE80::1%eth0")).toBe("fe80::1");
    expect(plainAddress("::FFFF:10.0.0.1")).toBe("10.0.0.1");
    expect(plainAddress("2001:db8::1")).toBe("2001:db8::1");
  });
});

describe("storableAddress", () => {
  it("is null where a proxy passed on what is no address", () => {
    expect(storableAddress("::ffff:10.0.0.1")).toBe("10.0.0.1");
    expect(storableAddress("unknown")).toBeNull();
    expect(storableAddress("10.0.0.1'; --")).toBeNull();
  });
});
