import type {
  AccountingSource,
  SourceCheck,
  TakeAnswer,
  TimeWindow,
} from "../../domains/usage/core/accounting-source.ts";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { plainWords } from "./plain-words.ts";
import { checkWindow, handOver, type Part, readPart, wholeParts, withRetries } from "./read-part.ts";
import { field } from "./slurmrestd-answer.ts";
import { coveragesOf, jobsQuery, newestApi, type SlurmApi } from "./slurmrestd-api.ts";
import { SlurmrestdClient, type SlurmrestdSettings } from "./slurmrestd-client.ts";

/** The clusters of an accounting database are few. */
const CLUSTERS_BYTES = 32 * 1024 ** 2;

/** The accounting database of Slurm, asked through its REST daemon. */
export class SlurmrestdSource implements AccountingSource {
  readonly kind = "slurmrestd";
  readonly #client: SlurmrestdClient<SlurmApi>;
  readonly #settings: SlurmrestdSettings;

  /** @throws {SourceError} for settings that cannot be. */
  constructor(settings: SlurmrestdSettings, now: () => Date) {
    this.#settings = settings;
    this.#client = new SlurmrestdClient(settings, now, newestApi);
  }

  async check(signal: AbortSignal): Promise<SourceCheck> {
    this.#client.forget();
    const asked = async () =>
      await this.#client.withApi(signal, async (api) => ({
        api,
        answer: await this.#client.read(api.clustersPath, CLUSTERS_BYTES, signal),
      }));
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
      tokenInClear: this.#client.isTokenInClear,
    };
  }

  async read(window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    checkWindow(window);
    const { limits } = this.#settings;
    const { version } = await withRetries(() => this.#client.discovered(signal), limits, signal);
    for (const coverage of coveragesOf(version)) await this.#readPart({ coverage, window, jobIds: [] }, take, signal);
  }

  async readWhole(jobIds: readonly number[], window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    for (const part of wholeParts(jobIds, window)) await this.#readPart(part, take, signal);
  }

  async #readPart(part: Part, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    const { cluster, limits } = this.#settings;
    const attempt = async ({ coverage, window, jobIds }: Part) => {
      await this.#client.withApi(signal, async (api) => {
        const format = { kind: this.kind, apiVersion: api.version } as const;
        const path = jobsQuery(api, cluster, { coverage, window, jobIds });
        await this.#client.ask(path, limits.maxAnswerBytes, signal, async (bytes) => {
          await handOver({ format, coverage, window, bytes }, take);
        });
      });
    };
    await readPart(part, attempt, limits, signal);
  }
}

/** `meta.slurm.release`; `meta.Slurm` up to version 39. */
export function releaseOf(answer: unknown): string | null {
  const meta = field(answer, "meta");
  const release = field(field(meta, "slurm") ?? field(meta, "Slurm"), "release");
  return typeof release === "string" ? plainWords(release) : null;
}

function clusterNames(answer: unknown): readonly string[] {
  const clusters = field(answer, "clusters");
  if (!Array.isArray(clusters)) return [];
  return clusters.map((cluster: unknown) => field(cluster, "name")).filter((name) => typeof name === "string");
}
