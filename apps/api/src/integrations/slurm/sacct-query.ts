import { SourceError } from "../../domains/usage/core/source-error.ts";
import type { Part } from "./read-part.ts";
import { checkedCluster } from "./slurmrestd-api.ts";

/**
 * The columns that the reader of sacct's text makes runs of, in the order they are asked for: text that people choose
 * comes last. Of columns that stand together the first that this sacct has is taken.
 */
const COLUMNS: readonly (readonly string[])[] = [
  ["JobID"],
  ["JobIDRaw"],
  ["SLUID"],
  ["Cluster"],
  ["User"],
  ["Account"],
  ["Partition"],
  ["QOS"],
  ["State"],
  ["ExitCode"],
  ["Submit"],
  ["Eligible"],
  ["Start"],
  ["End"],
  ["ElapsedRaw", "Elapsed"],
  ["Suspended"],
  ["TimelimitRaw", "Timelimit"],
  ["ReqCPUS"],
  ["ReqMem"],
  ["ReqTRES"],
  ["AllocTRES"],
  ["NNodes"],
  ["NodeList"],
  ["TotalCPU"],
  ["MaxRSS"],
  ["AveRSS"],
  ["ConsumedEnergyRaw"],
  ["Reason"],
  ["JobName"],
];

const NEEDED = ["JobID", "JobIDRaw", "User", "State", "Submit", "Start", "End", "AllocTRES"];

export interface SacctColumns {
  readonly names: readonly string[];
  /** Those asked for that this sacct does not have, and has nothing else for; a SLUID it has from 25.11 on only. */
  readonly missing: readonly string[];
}

/**
 * What to ask a sacct for, from the list that it prints with `--helpformat`.
 *
 * @throws {SourceError} `SOURCE_COLUMN_MISSING` naming the columns without which there are no runs.
 */
export function columnsOf(helpFormat: string): SacctColumns {
  const has = new Set(helpFormat.split(/\s+/).map((name) => name.toLowerCase()));
  const chosen = COLUMNS.map((names) => names.find((name) => has.has(name.toLowerCase())) ?? null);
  const lacking = NEEDED.filter((name) => !chosen.includes(name));
  if (lacking.length > 0) throw new SourceError("SOURCE_COLUMN_MISSING", { text: lacking.join(", ") });
  const missing = COLUMNS.flatMap(([name], index) => (chosen[index] === null && name !== undefined ? [name] : []));
  return { names: chosen.filter((name) => name !== null), missing: missing.filter((name) => name !== "SLUID") };
}

export interface SacctQuestion {
  readonly columns: readonly string[];
  readonly cluster: string | null;
  readonly part: Part;
  /** 16 random hexadecimal digits: what nobody can have put into the name of a job. */
  readonly nonce: string;
}

/**
 * The arguments for the runs of a window: all users, every run of a job that ran more than once, sizes as they are
 * counted. Each is one word that begins with its option, so that no value is taken for another option.
 *
 * @throws {SourceError} `SOURCE_CONFIGURATION_INVALID` if the cluster's name is none.
 */
export function sacctArguments({ columns, cluster, part, nonce }: SacctQuestion): readonly string[] {
  const { coverage, window, jobIds } = part;
  return [
    "--allusers",
    "--duplicates",
    "--parsable2",
    "--noconvert",
    `--delimiter=:${nonce}:`,
    `--starttime=${localTime(window.from)}`,
    `--endtime=${localTime(window.to)}`,
    `--format=${columns.join(",")}`,
    ...(cluster === null ? [] : [`--clusters=${checkedCluster(cluster)}`]),
    ...(jobIds.length === 0 ? [] : [`--jobs=${jobIds.join(",")}`]),
    // What ended before it might have begun is in no window but that of its state: see coveragesOf.
    ...(coverage === "unstarted" ? ["--state=CANCELLED,DEADLINE"] : []),
  ];
}

/** As sacct reads times in its own zone, which is UTC here. */
export function localTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 19);
}
