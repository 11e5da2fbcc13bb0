import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressGroup } from "./address-group.ts";

describe("addressGroup", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["::ffff:c000:207", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002:ffff::", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80::/64"],
    ["::1", "::/64"],
    ["", "unknown"],
    ["1", "unknown"],
    ["0x7f.1", "unknown"],
    ["192.0.2.7, 198.51.100.1", "unknown"],
    ["not an address", "unknown"],
  ])("takes %j for %j", (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });

  it("has one group for all of a /64 and different ones for different networks", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), (one, other) => {
        const groups = [addressGroup(one), addressGroup(other)];
        expect(groups.every((each) => each !== "unknown" && each.length <= 64)).toBe(true);
      }),
    );
    const words = fc.array(fc.nat(65_535), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(words, words, words, (net, host, otherNet) => {
        fc.pre(net[0] !== 0 && otherNet[0] !== 0 && net.join() !== otherNet.join());
        const text = (parts: readonly number[]) => parts.map((part) => part.toString(16)).join(":");
        const own = addressGroup(`${text(net)}:${text(host)}`);
        expect(addressGroup(`${text(net)}:1:2:3:4`)).toBe(own);
        expect(addressGroup(`${text(otherNet)}:${text(host)}`)).not.toBe(own);
      }),
    );
  });
});
