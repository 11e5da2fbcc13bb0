import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

const HALF = 64;

/**
 * The addresses that count as one: an IPv4 address is alone, whichever way it is written; IPv6 is counted by its /64,
 * since whoever has one address of it has them all. What is no address is `unknown`, together with all others such.
 */
export function addressGroup(address: string): string {
  if (isIP(address) === 0) return "unknown";
  const parsed = ipaddr.process(address); // an IPv4 address in an IPv6 one is that IPv4 address
  if (parsed.kind() === "ipv4") return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${withoutZone(parsed.toString())}/${HALF}`).toString()}/${HALF}`;
}

function withoutZone(address: string): string {
  return address.split("%")[0] ?? address;
}
