import dns from "node:dns";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";
import { isAbsolute } from "node:path";
import { SourceError } from "../../domains/usage/core/source-error.ts";

/** Where a slurmrestd listens. */
export interface SourceAddress {
  /** Scheme, host and port; `http://localhost` for a socket. */
  readonly origin: string;
  /** What stands before `/slurmdb` where a proxy is in front; without a slash at its end, often empty. */
  readonly basePath: string;
  /** The unix socket; null: TCP. */
  readonly socketPath: string | null;
  readonly secure: boolean;
  /** Whether nothing of the conversation leaves this machine. */
  readonly local: boolean;
}

/** Networks where no slurmrestd is, but the secrets of clouds and whoever listens to everything are. */
const REFUSED = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16], // the metadata of most clouds
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["224.0.0.0", 3], // multicast, reserved, broadcast
] as const)
  REFUSED.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 128],
  ["fe80::", 10],
  ["fd00:ec2::254", 128],
  ["ff00::", 8],
] as const)
  REFUSED.addSubnet(network, prefix, "ipv6");

/**
 * Reads `https://host:port/prefix`, `http://...` or `unix:/absolute/path`.
 *
 * @param allowedHosts names and addresses that may be connected to; null: any that is not refused for all.
 * @throws {SourceError} `SOURCE_ADDRESS_REFUSED`.
 */
export function parseAddress(text: string, allowedHosts: readonly string[] | null): SourceAddress {
  if (text.startsWith("unix:")) return socketAddress(text.slice("unix:".length));
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused("neither http, https nor unix");
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw refused("more than a host and a path");
  const host = url.hostname.replaceAll(/[[\]]/g, "");
  if (allowedHosts !== null && !allowedHosts.includes(host)) throw refused("host not allowed");
  if (isIP(host) !== 0 && isRefused(host)) throw refused("address not allowed");
  return {
    origin: url.origin,
    basePath: url.pathname.replace(/(?<!\/)\/+$/, ""),
    socketPath: null,
    secure: url.protocol === "https:",
    local: host === "localhost" || host === "::1" || /^127\./.test(host),
  };
}

function socketAddress(path: string): SourceAddress {
  if (!isAbsolute(path) || path.includes("\0")) throw refused("no absolute path of a socket");
  return { origin: "http://localhost", basePath: "", socketPath: path, secure: false, local: true };
}

/**
 * Looks a name up as the system does, at the moment of connecting, and takes none of the refused addresses: what a name
 * stood for when it was configured is no promise.
 */
export const lookupAllowed: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, found) => {
    const allowed = (found ?? []).filter(({ address }) => !isRefused(address));
    const [first] = allowed;
    if (error !== null) callback(error, "");
    else if (first === undefined) callback(Object.assign(new Error("address refused"), { code: "EADDRREFUSED" }), "");
    else if (options.all === true) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};

function isRefused(address: string): boolean {
  return REFUSED.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

function refused(reason: string): SourceError {
  return new SourceError("SOURCE_ADDRESS_REFUSED", { reason });
}
