import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";

export type Respond = (request: http.IncomingMessage, response: http.ServerResponse) => void;

export interface FakeSlurmrestd extends AsyncDisposable {
  readonly url: string;
  /** What came in, oldest first. */
  readonly requests: readonly { readonly path: string; readonly headers: http.IncomingHttpHeaders }[];
  /** Those of `requests` that asked for runs, by their path and query. */
  readonly asked: () => readonly string[];
  /** The versions that the server speaks from now on. */
  versions: readonly number[];
  /** What the running cluster is: the answers to `/slurm/<version>/<thing>`; without any, the server has no such paths. */
  live: Readonly<Record<string, Respond>> | null;
  /** How the next requests for runs are answered, one each; after them, and without any, there are no runs. */
  readonly script: Respond[];
}

export interface FakeOptions {
  readonly versions?: readonly number[];
  readonly socketPath?: string;
  readonly tls?: https.ServerOptions;
  /** The tokens that are let in; null: whoever comes. A stranger is answered as Slurm 22.05 does. */
  readonly tokens?: readonly string[] | null;
}

/** A server that speaks as a slurmrestd does, on a free port or a socket, and misbehaves as it is told to. */
export async function startFakeSlurmrestd(options: FakeOptions = {}): Promise<FakeSlurmrestd> {
  const { socketPath, tls, tokens = null } = options;
  const requests: { path: string; headers: http.IncomingHttpHeaders }[] = [];
  const sockets = new Set<Socket>();
  const fake = {
    versions: options.versions ?? [36, 37, 38],
    script: [] as Respond[],
    live: null as FakeSlurmrestd["live"],
  };
  const respond: Respond = (request, response) => {
    requests.push({ path: request.url ?? "", headers: request.headers });
    const routine = routineAnswer(request, fake, tokens);
    if (routine !== null) return routine(request, response);
    const scripted = fake.script.shift() ?? ((_, quiet) => sendJson(quiet, NO_RUNS));
    return scripted(request, response);
  };
  const server = tls === undefined ? http.createServer(respond) : https.createServer(tls, respond);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  if (socketPath === undefined) server.listen(0, "127.0.0.1");
  else server.listen(socketPath);
  await once(server, "listening");
  const port = socketPath === undefined ? (server.address() as AddressInfo).port : 0; // a TCP server has one
  const url = tls === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
  return Object.assign(fake, {
    url: socketPath === undefined ? url : `unix:${socketPath}`,
    requests,
    asked: () => requests.map(({ path }) => path).filter((path) => /\/jobs\/?\?/.test(path)),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  });
}

/** What is answered whatever the script says; null: a question for runs that somebody let in asks. */
function routineAnswer(
  { url = "", headers }: http.IncomingMessage,
  { versions, live }: Pick<FakeSlurmrestd, "versions" | "live">,
  tokens: readonly string[] | null,
): Respond | null {
  const livePaths = Object.keys(live ?? {}).map((thing) => `slurm/${thing}`);
  if (url === "/openapi/v3") return (_, response) => sendJson(response, openapi(versions, livePaths));
  const [, daemon = "", version = "", thing = ""] =
    /^\/(slurm|slurmdb)\/v0\.0\.(\d+)\/(jobs|clusters|nodes|partitions)/.exec(url) ?? [];
  if (!versions.includes(Number(version)))
    return (_, response) =>
      sendText(response, 404, "Unable find requested URL. Please view /openapi/v3 for API reference.");
  if (tokens !== null && !tokens.includes(String(headers["x-slurm-user-token"])))
    return (_, response) => sendJson(response, REFUSED_TOKEN, thing === "jobs" ? 200 : 500);
  if (daemon === "slurm") return live?.[thing] ?? ((_, response) => sendText(response, 404, "no such thing"));
  return thing === "clusters" ? (_, response) => sendJson(response, CLUSTERS) : null;
}

export const NO_RUNS = {
  meta: { Slurm: { release: "22.05.8" } },
  errors: [{ error_number: 9003, error: "Nothing found with query" }],
  jobs: [],
};
const CLUSTERS = { meta: { slurm: { release: "24.11.5" } }, errors: [], clusters: [{ name: "testbed" }] };
/** As 22.05 answers to a token that is bad or over, for runs with status 200. */
const REFUSED_TOKEN = { errors: [{ error_number: 1007, error: "Protocol authentication error" }], jobs: [] };

/** From version 40 on paths end in a slash. */
function openapi(versions: readonly number[], livePaths: readonly string[]): object {
  const things = ["slurmdb/jobs", "slurmdb/clusters", "slurmdb/job/{job_id}", ...livePaths];
  const paths = versions.flatMap((version) =>
    things.map((thing) => [`/${thing.replace("/", `/v0.0.${version}/`)}${version >= 40 ? "/" : ""}`, { get: {} }]),
  );
  return { openapi: "3.0.3", paths: Object.fromEntries(paths) };
}

export function sendJson(response: http.ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export function sendText(response: http.ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain" }).end(text);
}

/** A body of runs of about this size, sent piece by piece, as fast as it is taken. */
export function sendRuns(response: http.ServerResponse, bytes: number): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"errors":[],"jobs":[');
  const piece = `${JSON.stringify({ name: "x".repeat(65_500) })},`;
  let sent = 0;
  const more = () => {
    while (sent < bytes) {
      sent += piece.length;
      if (!response.write(piece)) {
        response.once("drain", more);
        return;
      }
    }
    response.end("{}]}");
  };
  more();
}
