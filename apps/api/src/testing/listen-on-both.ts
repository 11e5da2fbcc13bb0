import dns from "node:dns";
import { vi } from "vitest";
import type { Server } from "../platform/http-server.ts";

/** Has a server listen on both addresses that many systems give to `localhost`: on the second one a server of its own listens. */
export async function listenOnBoth(server: Server): Promise<{ port: number; hosts: string[] }> {
  const { lookup } = dns;
  const both = vi.spyOn(dns, "lookup");
  type Found = (error: null, found: readonly { address: string }[]) => void;
  const answer = (host: string, options: object, all?: Found) =>
    all === undefined
      ? Reflect.apply(lookup, dns, [host, options]) // the first listener asks for one address
      : all(null, [{ address: "127.0.0.1" }, { address: "::1" }]); // and the others for all of them
  both.mockImplementation(answer as typeof lookup); // of its many forms the two that are called
  const port = Number(new URL(await server.listen({ host: "localhost", port: 0 })).port);
  both.mockRestore();
  const hosts = server.addresses().map((each) => (typeof each === "string" ? each : each.address)); // one without IPv6
  return { port, hosts };
}
