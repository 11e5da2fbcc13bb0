import { isIPv4, isIPv6 } from "node:net";
import { plainAddress } from "../../platform/address-ranges.ts";

/**
 * A client's address without what tells one household from the next: an IPv4 address becomes its /24, an IPv6 address
 * its /48. What is no address becomes null.
 */
export function anonymousAddress(address: string): string | null {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return `${plain.split(".").slice(0, 3).join(".")}.0/24`;
  if (!isIPv6(plain)) return null;
  const site = groupsOf(plain).slice(0, 3).join(":");
  return `${site}::/48`.replace(/(?::0)+::/, "::").replace(/^0::/, "::");
}

/** The eight groups of an IPv6 address, without leading zeros; one that ends in IPv4 has its first six. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const width = address.includes(".") ? 7 : 8;
  const between = tail === undefined ? [] : Array<string>(Math.max(0, width - before.length - after.length)).fill("0");
  return [...before, ...between, ...after].map((group) => group.replace(/^0+(?=.)/, ""));
}
