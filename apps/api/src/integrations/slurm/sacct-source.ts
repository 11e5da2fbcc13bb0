import { randomBytes } from "node:crypto";
import { dirname, isAbsolute, join } from "node:path";
import type {
  AccountingSource,
  SourceCheck,
  TakeAnswer,
  TimeWindow,
} from "../../domains/usage/core/accounting-source.ts";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { plainWords } from "./plain-words.ts";
import { outputOf, PROGRAM_PATH, type ProgramEnd, runProgram } from "./program.ts";
import { checkWindow, handOver, type Part, type Patience, readPart, wholeParts } from "./read-part.ts";
import { columnsOf, type SacctColumns, sacctArguments } from "./sacct-query.ts";
import { checkedCluster } from "./slurmrestd-api.ts";
import { sreportArguments } from "./sreport-query.ts";

export interface SacctSettings {
  /** The program, as an absolute path. */
  readonly program: string;
  /** The file of Slurm's configuration, as an absolute path; null: where sacct looks for it. */
  readonly slurmConf: string | null;
  /** Null: the one that sacct's configuration names. */
  readonly cluster: string | null;
  readonly limits: SacctLimits;
}

export interface SacctLimits extends Patience {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

export const SACCT_LIMITS: SacctLimits = {
  timeoutMs: 300_000,
  maxAnswerBytes: 2 * 1024 ** 3,
  attempts: 4,
  firstDelayMs: 500,
  shortestWindowSeconds: 60,
};

/** What sacct prints to say who it is and what it can print. */
const SMALL = { timeoutMs: 30_000, maxBytes: 65_536 };
/** A report: a line for each account, user and TRES. */
const REPORT = { timeoutMs: 60_000, maxBytes: 16 * 1024 ** 2 };

/** A second without runs, which only shows that the database answers. */
const LONG_AGO: TimeWindow = { from: 1_000_000, to: 1_000_001 };

/** Slurm's words for errors 7006 and 7007, which sacct gives no number for. */
const TOO_MUCH = /Query result exceeds size limit|Too wide of a date range/;
/** What it may say and end with 0. Other errors it gets over: a first host of the database that is down, say. */
const FAILURE = /\bfatal:|Problem talking to the database/;

/** The accounting database of Slurm, asked through the program sacct of the machine that Purser runs on. */
export class SacctSource implements AccountingSource {
  readonly kind = "sacct";
  readonly #settings: SacctSettings;
  #columns: SacctColumns | null = null;

  /** @throws {SourceError} for settings that cannot be. */
  constructor(settings: SacctSettings) {
    const { program, slurmConf, cluster } = settings;
    for (const path of [program, slurmConf ?? "/"])
      if (!isAbsolute(path) || path.includes("\0"))
        throw new SourceError("SOURCE_CONFIGURATION_INVALID", { reason: "path" });
    if (cluster !== null) checkedCluster(cluster);
    this.#settings = settings;
  }

  async check(signal: AbortSignal): Promise<SourceCheck> {
    this.#columns = null;
    const { missing } = await this.#discovered(signal);
    const version = await this.#print("--version", signal);
    const ignore = async ({ bytes }: { bytes: AsyncIterable<Buffer> }) => {
      for await (const _ of bytes); // that it comes to an end is all that counts
    };
    await this.read(LONG_AGO, ignore, signal);
    return {
      slurmVersion: /\d{1,4}\.\d{1,4}\.\d{1,4}\S{0,32}/.exec(version)?.[0] ?? null,
      apiVersion: null,
      clusters: this.#settings.cluster === null ? [] : [this.#settings.cluster],
      missingColumns: missing,
      tokenInClear: false,
    };
  }

  async read(window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    checkWindow(window);
    for (const coverage of ["active", "unstarted"] as const)
      await this.#readPart({ coverage, window, jobIds: [] }, take, signal);
  }

  async readWhole(jobIds: readonly number[], window: TimeWindow, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    for (const part of wholeParts(jobIds, window)) await this.#readPart(part, take, signal);
  }

  /** Slurm installs sreport beside sacct. */
  readonly reportUsage = async (window: TimeWindow, signal: AbortSignal): Promise<string> => {
    checkWindow(window);
    const { program, cluster } = this.#settings;
    const { SLURM_TIME_FORMAT: _, ...env } = this.#environment(); // the title is read as it usually is
    const call = { file: join(dirname(program), "sreport"), args: sreportArguments(window, cluster), env, ...REPORT };
    const { stdout, ...end } = await outputOf(call, signal);
    checkEnd(end);
    return stdout;
  };

  async #readPart(whole: Part, take: TakeAnswer, signal: AbortSignal): Promise<void> {
    const attempt = async (part: Part) => {
      const { coverage, window } = part;
      const { names } = await this.#discovered(signal);
      const bytes = this.#rows(names, part, signal);
      try {
        await handOver({ format: { kind: this.kind }, coverage, window, bytes }, take);
      } catch (error) {
        this.#columns = null; // it may be another sacct by now
        throw error;
      }
    };
    await readPart(whole, attempt, this.#settings.limits, signal);
  }

  async *#rows(columns: readonly string[], part: Part, signal: AbortSignal) {
    const { program, cluster, limits } = this.#settings;
    const args = sacctArguments({ columns, cluster, part, nonce: randomBytes(8).toString("hex") });
    const { timeoutMs, maxAnswerBytes: maxBytes } = limits;
    checkEnd(yield* runProgram({ file: program, args, env: this.#environment(), timeoutMs, maxBytes }, signal));
  }

  async #discovered(signal: AbortSignal): Promise<SacctColumns> {
    this.#columns ??= columnsOf(await this.#print("--helpformat", signal));
    return this.#columns;
  }

  async #print(option: "--helpformat" | "--version", signal: AbortSignal): Promise<string> {
    const call = { file: this.#settings.program, args: [option], env: this.#environment(), ...SMALL };
    const { stdout, ...end } = await outputOf(call, signal);
    checkEnd(end);
    return stdout;
  }

  /** Times come in seconds since 1970, and are asked for in UTC, whatever the host's zone. */
  #environment(): Record<string, string> {
    const { slurmConf } = this.#settings;
    const fixed = { PATH: PROGRAM_PATH, LC_ALL: "C.UTF-8", TZ: "UTC", SLURM_TIME_FORMAT: "%s" };
    return slurmConf === null ? fixed : { ...fixed, SLURM_CONF: slurmConf };
  }
}

/** @throws {SourceError} where a program ended otherwise than well, or said that it failed. */
function checkEnd({ exitCode, stderr }: ProgramEnd): void {
  const isTooMuch = TOO_MUCH.test(stderr);
  if (exitCode === 0 && !isTooMuch && !FAILURE.test(stderr)) return;
  const text = plainWords(stderr);
  const code = isTooMuch ? "SOURCE_ANSWER_TOO_LARGE" : "SOURCE_PROGRAM_FAILED";
  throw new SourceError(code, { ...(exitCode !== null && { exitCode }), ...(text !== "" && { text }) });
}
