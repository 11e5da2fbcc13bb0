import { once } from "node:events";
import net from "node:net";

export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** How many connections came in. */
  readonly connections: () => number;
  /** Forwards nothing more of the connections that there are, as if the cable had been pulled, and nothing of new ones either unless they `pass`. */
  readonly silence: (news: "pass" | "hang") => void;
  /** Forwards new connections again; those that went silent stay it. */
  readonly mend: () => void;
}

export interface TcpProxyOptions {
  /** Where connections go on to; null: nowhere, they are held and never answered. */
  readonly to: number | null;
  /** Where it listens; by default on this machine alone. */
  readonly host?: string;
  /** What becomes of each piece that the server sends, by its number; none: it goes on as it is. */
  readonly onAnswer?: (piece: Buffer, number: number) => Buffer | Promise<Buffer>;
}

/** Stands between a program and a server on this machine, to be slow or to meddle. */
export async function startTcpProxy({
  to,
  host = "localhost",
  onAnswer = (piece) => piece,
}: TcpProxyOptions): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>();
  const silenced = new WeakSet<net.Socket>();
  let connections = 0;
  let hangs = to === null;
  const server = net.createServer((near) => {
    connections += 1;
    const ends = to === null || hangs ? [near] : [near, net.connect({ host: "127.0.0.1", port: to })];
    for (const end of ends) {
      sockets.add(end);
      end.on("error", () => undefined);
      end.on("close", () => {
        if (!silenced.has(end)) for (const each of ends) each.destroy();
      });
    }
    const far = ends[1];
    if (far === undefined) return;
    near.on("data", (piece) => far.write(piece));
    let number = 0;
    far.on("data", async (piece: Buffer) => {
      const answer = await onAnswer(piece, number++);
      if (!near.destroyed) near.write(answer);
    });
  });
  server.listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo; // a TCP server has one
  return {
    port,
    connections: () => connections,
    silence: (news) => {
      hangs = news === "hang";
      for (const socket of sockets) silenced.add(socket.pause());
    },
    mend: () => {
      hangs = to === null;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
