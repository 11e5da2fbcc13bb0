import { BlockList, isIPv4, isIPv6 } from "node:net";

const RANGE = /^([0-9A-Fa-f:.]+)(?:\/(0|[1-9][0-9]{0,2}))?$/;

/** Whether a text is an IPv4 or IPv6 address, or a network as CIDR. An IPv4 address in the form of IPv6 is neither. */
export function isAddressRange(text: string): boolean {
  const [, address = "", prefix = "0"] = RANGE.exec(text) ?? [];
  if (isIPv4(address)) return Number(prefix) <= 32;
  return isIPv6(address) && plainAddress(address) === address.toLowerCase() && Number(prefix) <= 128;
}

/**
 * Whether an address lies in one of the networks, each as CIDR; in none of none. An IPv4 caller of a socket that
 * takes both is known by its IPv4 address.
 */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  const plain = plainAddress(address);
  const family = familyOf(plain);
  if (family === null) return false;
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", prefix] = range.split("/");
    // A list that holds both families takes an IPv4 address for one of ::/0.
    if (familyOf(network) === family) list.addSubnet(network, Number(prefix ?? (family === "ipv4" ? 32 : 128)), family);
  }
  return list.check(plain, family);
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  if (isIPv4(address)) return "ipv4";
  return isIPv6(address) ? "ipv6" : null;
}

/** The address as the database takes it; null where a proxy has passed on something else. */
export function storableAddress(address: string): string | null {
  const plain = plainAddress(address);
  return familyOf(plain) === null ? null : plain;
}

/** An address without the zone of its interface, in lower case, and an IPv4 address in the form of IPv6 as what it is. */
export function plainAddress(address: string): string {
  const withoutZone = address.replace(/%.*$/, "");
  const mapped = /^::ffff:([0-9.]+)$/i.exec(withoutZone)?.[1];
  return mapped !== undefined && isIPv4(mapped) ? mapped : withoutZone.toLowerCase();
}
