import { SourceError } from "../../domains/usage/core/source-error.ts";
import type { Patience } from "./read-part.ts";
import { SlurmToken, type TokenOrigin } from "./slurm-token.ts";
import { checkedCluster } from "./slurmrestd-api.ts";
import { ask, type ClientCertificate, type Connection, type ConnectionLimits } from "./slurmrestd-request.ts";
import { parseAddress } from "./source-address.ts";

/** How a slurmrestd knows who asks. `none` is for a unix socket, whose other end the server can see. */
export type SlurmLogin =
  | { readonly how: "user-token"; readonly user: string; readonly token: TokenOrigin }
  | { readonly how: "bearer"; readonly token: TokenOrigin }
  | { readonly how: "none" };

export interface SlurmrestdSettings {
  /** `https://host:port`, `http://...` or `unix:/path`. */
  readonly url: string;
  /** Hosts that may be connected to; null: any but those that no slurmrestd is at. */
  readonly allowedHosts: readonly string[] | null;
  readonly login: SlurmLogin;
  /** Of the accounting database's clusters the one to read; null: all that it gives. */
  readonly cluster: string | null;
  readonly ca: string | null;
  readonly client: ClientCertificate | null;
  readonly limits: SlurmrestdLimits;
}

export interface SlurmrestdLimits extends ConnectionLimits, Patience {
  readonly maxAnswerBytes: number;
}

export const SLURMRESTD_LIMITS: SlurmrestdLimits = {
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 120_000,
  bodyTimeoutMs: 30_000,
  totalTimeoutMs: 600_000,
  maxAnswerBytes: 2 * 1024 ** 3,
  attempts: 4,
  firstDelayMs: 500,
  shortestWindowSeconds: 60,
};

/** The document of all versions of a server has less than 2 MiB today. */
const DOCUMENT_BYTES = 32 * 1024 ** 2;
const USER = /^[\w.@-]{1,255}$/;

/** One version of an API, and a path by which it is told from the same one of another server. */
export interface SpokenApi {
  readonly version: number;
  readonly jobsPath: string;
}

/** A slurmrestd: how it is reached, who asks, and which version of its API is spoken. */
export class SlurmrestdClient<Api extends SpokenApi> {
  readonly #connection: Connection;
  readonly #settings: SlurmrestdSettings;
  readonly #token: SlurmToken | null;
  readonly #choose: (document: unknown) => Api;
  #api: Api | null = null;

  /**
   * @param choose the API that is spoken, out of the server's document of all that it has.
   * @throws {SourceError} for settings that cannot be.
   */
  constructor(settings: SlurmrestdSettings, now: () => Date, choose: (document: unknown) => Api) {
    const { url, allowedHosts, login, cluster, ca, client, limits } = settings;
    if (cluster !== null) checkedCluster(cluster);
    if (login.how === "user-token" && !USER.test(login.user))
      throw new SourceError("SOURCE_CONFIGURATION_INVALID", { reason: "user" });
    this.#settings = settings;
    this.#connection = { address: parseAddress(url, allowedHosts), ca, client, limits };
    this.#token = login.how === "none" ? null : new SlurmToken(login.token, now);
    this.#choose = choose;
  }

  /** Whether the token crosses a network without TLS. */
  get isTokenInClear(): boolean {
    const { address } = this.#connection;
    return this.#token !== null && !address.secure && !address.local;
  }

  /** Has the version looked up again the next time. */
  forget(): void {
    this.#api = null;
  }

  async discovered(signal: AbortSignal): Promise<Api> {
    this.#api ??= this.#choose(await this.read("/openapi/v3", DOCUMENT_BYTES, signal));
    return this.#api;
  }

  /** Works with the version that was found, and where the server has it no longer, once with the one it has now. */
  async withApi<T>(signal: AbortSignal, work: (api: Api) => Promise<T>): Promise<T> {
    const api = await this.discovered(signal);
    try {
      return await work(api);
    } catch (error) {
      if (!(error instanceof SourceError) || error.facts.status !== 404) throw error;
      this.forget();
      const newer = await this.discovered(signal);
      if (newer.jobsPath === api.jobsPath) throw error;
      return await work(newer);
    }
  }

  /** A JSON document that is small enough to be held; what is no UTF-8 in it is replaced. */
  async read(path: string, maxBytes: number, signal: AbortSignal): Promise<unknown> {
    return await this.ask(path, maxBytes, signal, async (bytes) => {
      const pieces: Buffer[] = [];
      for await (const piece of bytes) pieces.push(piece);
      try {
        return JSON.parse(Buffer.concat(pieces).toString("utf8"));
      } catch {
        throw new SourceError("SOURCE_ANSWER_UNREADABLE", { reason: "not JSON" });
      }
    });
  }

  /** Asks once, and once more with a token read anew where the first may have been the reason of the refusal. */
  async ask<T>(
    path: string,
    maxBytes: number,
    signal: AbortSignal,
    use: (bytes: AsyncIterable<Buffer>) => Promise<T>,
  ): Promise<T> {
    const once = async () => {
      const token = (await this.#token?.current(signal)) ?? "";
      const secrets = [token, this.#settings.client?.passphrase ?? ""];
      return await ask(this.#connection, { path, headers: this.#headers(token), maxBytes, secrets }, use, signal);
    };
    try {
      return await once();
    } catch (error) {
      if (!mayBeTheToken(error) || !(await this.#token?.renew(signal))) throw error;
      return await once();
    }
  }

  #headers(token: string): Record<string, string> {
    const { login } = this.#settings;
    if (login.how === "user-token") return { "X-SLURM-USER-NAME": login.user, "X-SLURM-USER-TOKEN": token };
    return login.how === "bearer" ? { authorization: `Bearer ${token}` } : {};
  }
}

/** Slurm answers 500 to many a bad token, without a word about it. */
function mayBeTheToken(error: unknown): boolean {
  return (
    error instanceof SourceError && (error.code === "SOURCE_TOKEN_REFUSED" || error.code === "SOURCE_SERVER_ERROR")
  );
}
