import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that arrived, with what its body said. */
export interface ArrivedCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was sent
  readonly body: any;
}

/** What is answered: the status, and an object. */
export type Answer = readonly [status: number, body: unknown];

/** Stands where Purser would, keeps what it is sent, and can go away and come back at the same address. */
export class FakePurser {
  readonly calls: ArrivedCall[] = [];
  /** What each call is answered; by default: taken, and no run is live. */
  answer: (call: ArrivedCall) => Answer | "never" = (call) =>
    call.method === "GET" ? [200, { data: [] }] : [200, { results: [] }];
  #server: Server | null = null;
  #port = 0;

  static async start(): Promise<FakePurser> {
    const fake = new FakePurser();
    await fake.comeBack();
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The bodies that were posted to a path, in their order. */
  posted(path: string): ArrivedCall["body"][] {
    return this.calls.filter((call) => call.method === "POST" && call.path === path).map(({ body }) => body);
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { method = "", url: path = "", headers } = request;
        const call = { method, path, headers, text, body: text === "" ? null : JSON.parse(text) };
        this.calls.push(call);
        const answer = this.answer(call);
        if (answer === "never") return;
        response.writeHead(answer[0], { "content-type": "application/json" }).end(JSON.stringify(answer[1]));
      });
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    // A listening server has an address with a port.
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async goAway(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.goAway();
  }
}
