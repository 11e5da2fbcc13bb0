import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MILLISECONDS = 100;
/** So many bad answers in a row take a program out, as proxies do: a busy one may be late once. */
const FALL = 3;

interface Backend {
  readonly address: URL;
  readonly agent: http.Agent;
  ready: boolean;
  served: number;
}

export interface DrainingProxy extends AsyncDisposable {
  readonly address: URL;
  /** Adds a program; resolves when it is ready and has its share of the calls. */
  readonly add: (address: URL) => Promise<void>;
  /** Resolves when this program is given no calls any more. */
  readonly untilDrained: (address: URL) => Promise<void>;
  /** How many calls each program has answered, in the order in which they were added. */
  readonly served: () => number[];
}

/**
 * What stands before the programs in production: it asks each ten times a second whether it is ready, shares the calls
 * among those that are, keeps connections, and tries nothing twice. What it cannot get an answer to is a 502.
 */
export async function startDrainingProxy(): Promise<DrainingProxy> {
  const backends: Backend[] = [];
  let calls = 0;
  let stopped = false;
  const server = http.createServer((request, response) => {
    const ready = backends.filter((each) => each.ready);
    // Where all seem late the newest is asked all the same, as proxies do.
    const backend = ready[calls++ % ready.length] ?? backends.at(-1);
    if (backend === undefined) return void response.writeHead(502).end();
    passOn(request, response, backend);
  });
  // Who calls ends an idle connection, as through a proxy with a longer patience: else a call may meet one just closed.
  server.keepAliveTimeout = 0;
  const look = async (backend: Backend) => {
    for (let bad = FALL; !stopped; await sleep(LOOK_MILLISECONDS)) {
      bad = (await isReady(backend.address)) ? 0 : bad + 1;
      backend.ready = bad < FALL;
    }
  };
  const until = async (address: URL, ready: boolean) => {
    while (backends.find((each) => each.address === address)?.ready !== ready) await sleep(LOOK_MILLISECONDS / 2);
  };
  const looking: Promise<void>[] = [];
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), // a TCP server has one
    add: async (address) => {
      const backend = { address, agent: new http.Agent({ keepAlive: true }), ready: false, served: 0 };
      backends.push(backend);
      looking.push(look(backend));
      await until(address, true);
    },
    untilDrained: async (address) => await until(address, false),
    served: () => backends.map((each) => each.served),
    async [Symbol.asyncDispose]() {
      stopped = true;
      await Promise.all(looking);
      for (const { agent } of backends) agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

function passOn(request: http.IncomingMessage, response: http.ServerResponse, backend: Backend): void {
  const { method, url, headers } = request;
  const { connection: _, ...passed } = headers; // each side keeps connections of its own
  const call = http.request(new URL(url ?? "/", backend.address), { method, headers: passed, agent: backend.agent });
  call.once("response", (answer) => {
    backend.served += 1;
    const { connection: __, ...told } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, told);
    answer.pipe(response);
  });
  call.once("error", (error) => {
    if (response.headersSent) response.destroy(error);
    else response.writeHead(502).end(error.message);
  });
  request.pipe(call);
}

async function isReady(address: URL): Promise<boolean> {
  const answer = await fetch(new URL("/readyz", address)).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.ok === true;
}
