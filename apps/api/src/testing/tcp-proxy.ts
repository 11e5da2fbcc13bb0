import { once } from "node:events";
import net from "node:net";

export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** How many connections came in. */
  readonly connections: () => number;
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
  let connections = 0;
  const server = net.createServer((near) => {
    connections += 1;
    const ends = to === null ? [near] : [near, net.connect({ host: "127.0.0.1", port: to })];
    for (const end of ends) {
      sockets.add(end);
      end.on("error", () => undefined);
      end.on("close", () => {
        for (const each of ends) each.destroy();
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
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
