import type {
  AccountingSource,
  SourceCheck,
  TakeAnswer,
  TimeWindow,
} from "../../domains/usage/core/accounting-source.ts";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { plainWords } from "./plain-words.ts";
import { checkWindow, handOver, type Part, type Patience, readPart, wholeParts, withRetries } from "./read-part.ts";
import { SlurmToken, type TokenOrigin } from "./slurm-token.ts";
import { field } from "./slurmrestd-answer.ts";
import { checkedCluster, coveragesOf, jobsQuery, newestApi, type SlurmApi } from "./slurmrestd-api.ts";
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

/** The accounting database of Slurm, asked through its REST daemon. */
export class SlurmrestdSource implements AccountingSource {
  readonly kind = "slurmrestd";
  readonly #connection: Connection;
  readonly #settings: SlurmrestdSettings;
  readonly #token: SlurmToken | null;
  #api: SlurmApi | null = null;

  /** @throws {SourceError} for settings that cannot be. */
  constructor(settings: SlurmrestdSettings, now: () => Date) {
    const { url, allowedHosts, login, cluster, ca, client, limits } = settings;
    if (cluster !== null) checkedCluster(cluster);
    if (login.how === "user-token" && !USER.test(login.user))
      throw new SourceError("SOURCE_CONFIGURATION_INVALID", { reason: "user" });
    this.#settings = settings;
    this.#connection = { address: parseAddress(url, allowedHosts), ca, client, limits };
    this.#token = login.how === "none" ? null : new SlurmToken(login.token, now);
  }

  async check(signal: AbortSignal): Promise<SourceCheck> {
    this.#api = null;
    const { address } = this.#connection;
    const asked = async () =>
      await this.#withApi(signal, async (api) => ({ api, answer: await this.#read(api.clustersPath, signal) }));
    const { api, answer } = await withRetries(asked, this.#settings.limits, signal);
    const clusters = clusterNames(answer);
    const wanted = this.#settings.cluster?.toLowerCase() ?? null; // as Slurm keeps names
    // Asked for runs of it, Slurm would say each time that there are none.
    if (wanted !== null && !clusters.includes(wanted)) throw new SourceError("SOURCE_CLUSTER_UNKNOWN");
    return {
      slurmVersion: releaseOf(answer),
      apiVersion: `v0.0.${api.version}`,
      clusters,
      missingColumns: [],
      tokenInClear: this.#token !== null && !address.secure && !address.local,
    };
  }

  async read(window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    checkWindow(window);
    const { limits } = this.#settings;
    const { version } = await withRetries(() => this.#discovered(signal), limits, signal);
    for (const coverage of coveragesOf(version)) await this.#readPart({ coverage, window, jobIds: [] }, take, signal);
  }

  async readWhole(jobIds: readonly number[], window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    for (const part of wholeParts(jobIds, window)) await this.#readPart(part, take, signal);
  }

  async #readPart(part: Part, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    const { cluster, limits } = this.#settings;
    const attempt = async ({ coverage, window, jobIds }: Part) => {
      await this.#withApi(signal, async (api) => {
        const format = { kind: this.kind, apiVersion: api.version } as const;
        const path = jobsQuery(api, cluster, { coverage, window, jobIds });
        await this.#ask(path, limits.maxAnswerBytes, signal, async (bytes) => {
          await handOver({ format, coverage, window, bytes }, take);
        });
      });
    };
    await readPart(part, attempt, limits, signal);
  }

  /** Works with the version that was found, and where the server has it no longer, once with the one it has now. */
  async #withApi<T>(signal: AbortSignal, work: (api: SlurmApi) => Promise<T>): Promise<T> {
    const api = await this.#discovered(signal);
    try {
      return await work(api);
    } catch (error) {
      if (!(error instanceof SourceError) || error.facts.status !== 404) throw error;
      this.#api = null;
      const newer = await this.#discovered(signal);
      if (newer.jobsPath === api.jobsPath) throw error;
      return await work(newer);
    }
  }

  async #discovered(signal: AbortSignal): Promise<SlurmApi> {
    this.#api ??= newestApi(await this.#read("/openapi/v3", signal));
    return this.#api;
  }

  /** A JSON document that is small enough to be held. */
  async #read(path: string, signal: AbortSignal): Promise<unknown> {
    return await this.#ask(path, DOCUMENT_BYTES, signal, async (bytes) => {
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
  async #ask<T>(
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

/** `meta.slurm.release`; `meta.Slurm` up to version 39. */
function releaseOf(answer: unknown): string | null {
  const meta = field(answer, "meta");
  const release = field(field(meta, "slurm") ?? field(meta, "Slurm"), "release");
  return typeof release === "string" ? plainWords(release) : null;
}

function clusterNames(answer: unknown): readonly string[] {
  const clusters = field(answer, "clusters");
  if (!Array.isArray(clusters)) return [];
  return clusters.map((cluster: unknown) => field(cluster, "name")).filter((name) => typeof name === "string");
}
