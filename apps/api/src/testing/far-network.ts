import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { startTcpProxy } from "./tcp-proxy.ts";

const run = promisify(execFile);

/** A network of the kernel's own, which real packets cross on their way to this machine's servers. */
export interface FarNetwork extends AsyncDisposable {
  /** An address there, `host:port`, whose connections end at a port of this machine. */
  readonly relay: (port: number) => Promise<string>;
  /** Pulls the cable, and puts it in again: nobody is told. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  /** Whether the kernel can delay and lose packets. */
  readonly canImpair: boolean;
  /** Delays what comes from there, and loses packets both ways. */
  readonly impair: (delayMs: number, lossPercent: number) => Promise<void>;
}

/** Runs in the namespace: takes connections and hands them on over the cable. */
const RELAY = `const net = require("node:net");
const [near, far, port] = process.argv.slice(1);
net.createServer((client) => {
  const server = net.connect({ host: near, port: Number(port) });
  client.pipe(server).pipe(client);
  for (const end of [client, server]) end.on("error", () => { client.destroy(); server.destroy(); });
}).listen(0, far, function () { console.log(this.address().port); });`;

/** Null where this machine lets nobody make one: it takes root, `ip` and namespaces. */
export async function openFarNetwork(): Promise<FarNetwork | null> {
  const name = `far${process.pid % 100_000}`;
  const [nearLink, farLink] = [`${name}a`, `${name}b`];
  const net = `10.251.${process.pid % 250}`;
  const [near, far] = [`${net}.1`, `${net}.2`];
  const ip = async (...words: string[]) => await run("ip", words);
  const there = async (...words: string[]) => await run("ip", ["netns", "exec", name, ...words]);
  const ends: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    await ip("netns", "add", name);
    ends.push(async () => await ip("netns", "del", name)); // the links go with it
    await ip("link", "add", nearLink, "type", "veth", "peer", "name", farLink, "netns", name);
    await ip("addr", "add", `${near}/30`, "dev", nearLink);
    await ip("link", "set", nearLink, "up");
    await there("ip", "addr", "add", `${far}/30`, "dev", farLink);
    await there("ip", "link", "set", farLink, "up");
  } catch {
    await close();
    return null;
  }
  const impair = async (delayMs: number, lossPercent: number) => {
    const loss = ["loss", `${lossPercent}%`];
    await there("tc", "qdisc", "replace", "dev", farLink, "root", "netem", "delay", `${delayMs}ms`, ...loss);
    await run("tc", ["qdisc", "replace", "dev", nearLink, "root", "netem", ...loss]);
  };
  const canImpair = await impair(0, 0).then(
    () => true,
    () => false,
  );
  return {
    canImpair,
    impair,
    relay: async (port) => {
      const proxy = await startTcpProxy({ to: port, host: near });
      ends.push(async () => await proxy[Symbol.asyncDispose]());
      const words = ["netns", "exec", name, process.execPath, "-e", RELAY, near, far, String(proxy.port)];
      const child = spawn("ip", words, { stdio: ["ignore", "pipe", "inherit"] });
      ends.push(async () => {
        child.kill("SIGKILL");
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      });
      for await (const line of createInterface({ input: child.stdout })) return `${far}:${line}`;
      throw new Error("the relay ended before it listened");
    },
    cut: async () => void (await there("ip", "link", "set", farLink, "down")),
    mend: async () => void (await there("ip", "link", "set", farLink, "up")),
    [Symbol.asyncDispose]: close,
  };
}
