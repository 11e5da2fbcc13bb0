import type { Resource } from "./held-time.ts";
import { ReconcileError } from "./reconcile-error.ts";

/** In which unit a report counts, in seconds. */
export type UnitSeconds = 1 | 60 | 3_600;

/** What Slurm says that somebody held. */
export interface SreportRow {
  readonly cluster: string;
  readonly account: string;
  /** Null: the sum of an account, with the accounts below it. */
  readonly user: string | null;
  readonly resource: Resource;
  /** CPU-, GPU- or MiB-seconds, as exact as the unit of the report. */
  readonly seconds: bigint;
}

export interface SreportReport {
  readonly unitSeconds: UnitSeconds;
  /** As its title says it, in local times, both inclusive; null where there is no title. */
  readonly period: { readonly first: string; readonly last: string } | null;
  readonly rows: readonly SreportRow[];
}

interface Layout {
  readonly cluster: number;
  readonly account: number;
  readonly user: number;
  /** Null: there is no such column, and all is CPU. */
  readonly tres: number | null;
  readonly used: number;
}

const UNITS: Readonly<Record<string, UnitSeconds>> = { seconds: 1, minutes: 60, hours: 3_600 };
const RESOURCES: Readonly<Record<string, Resource>> = { cpu: "cpu", "gres/gpu": "gpu", mem: "memory" };

const PERIOD = /Utilization (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d) - (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/;
const UNIT = /^Usage reported in (.*)$/;
/** An amount and, where both were asked for, its share. */
const AMOUNT = /^(\d{1,18})(?:\([\d.]+%\))?$/;

/**
 * Reads what `sreport cluster AccountUtilizationByUser` prints: with `-P` or as a padded table, with its title or, with
 * `-n -P`, without; then `unit` has to say what it counts in. TRES other than CPU, GPU and memory are passed over.
 *
 * @throws {ReconcileError} `RECONCILE_REPORT_UNREADABLE` or `RECONCILE_REPORT_CUT`, naming the line, or `RECONCILE_UNIT_UNKNOWN`.
 */
export function readSreport(text: string, unit: UnitSeconds | null = null): SreportReport {
  const reading = new Reading();
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  for (const [index, line] of lines.entries()) reading.take(line.replace(/\r$/, ""), index + 1);
  return reading.end(unit);
}

interface Amount {
  readonly row: Omit<SreportRow, "seconds">;
  readonly amount: bigint;
}

class Reading {
  #layout: Layout | null = null;
  #header: string | null = null;
  /** Where the columns of a padded table begin and end, in bytes as Slurm counts them; null: columns end with a bar. */
  #extents: readonly (readonly [number, number])[] | null = null;
  #unit: UnitSeconds | null = null;
  #period: SreportReport["period"] = null;
  readonly #amounts: Amount[] = [];

  take(line: string, number: number): void {
    const trimmed = line.trim();
    if (trimmed === "") return;
    if (/^-+$/.test(trimmed)) return;
    if (this.#takeTitle(trimmed, number) || this.#takeHeader(line, number)) return;
    const amount = this.#amountOf(line, number);
    if (amount !== null) this.#amounts.push(amount);
  }

  end(told: UnitSeconds | null): SreportReport {
    if (this.#layout === null && this.#amounts.length === 0) throw unreadable(1);
    const unitSeconds = this.#unit ?? told;
    if (unitSeconds === null) throw new ReconcileError("RECONCILE_UNIT_UNKNOWN");
    const rows = this.#amounts.map(({ row, amount }) => ({ ...row, seconds: amount * BigInt(unitSeconds) }));
    return { unitSeconds, period: this.#period, rows };
  }

  #takeTitle(line: string, number: number): boolean {
    const period = PERIOD.exec(line);
    if (period?.[1] !== undefined && period[2] !== undefined) this.#period = { first: period[1], last: period[2] };
    if (period !== null) return true;
    const unit = UNIT.exec(line)?.[1];
    if (unit === undefined) return false;
    const word = /\b(Seconds|Minutes|Hours)\b/.exec(unit)?.[1]?.toLowerCase() ?? "";
    const seconds = UNITS[word];
    if (seconds === undefined) throw new ReconcileError("RECONCILE_UNIT_UNKNOWN", {}, { details: at(number) });
    this.#unit = seconds;
    return true;
  }

  #takeHeader(line: string, number: number): boolean {
    if (this.#header !== null && this.#extents === null && /^\s*-+( -+)+\s*$/.test(line)) {
      this.#takeRuler(line, number);
      return true;
    }
    if (!/\bAccount\b/.test(line) || !/\bLogin\b/.test(line) || !/\bUsed\b/.test(line)) return false;
    this.#header = line;
    if (line.includes("|")) this.#layout = layoutOf(line.split("|"), number);
    return true;
  }

  /** The line of dashes below the names is as wide as the columns are. */
  #takeRuler(line: string, number: number): void {
    this.#extents = [...line.matchAll(/-+/g)].map(({ 0: dashes, index }) => [index, index + dashes.length] as const);
    this.#layout = layoutOf(cut(this.#header ?? "", this.#extents), number);
  }

  #amountOf(line: string, number: number): Amount | null {
    const fields = this.#extents === null ? line.split("|") : cut(line, this.#extents);
    const layout = this.#layout ?? withoutHeader(fields);
    if (layout === null) throw unreadable(number);
    const told = (index: number) => (fields[index] ?? "").trim().normalize("NFC");
    const [cluster, account, user, used] = [layout.cluster, layout.account, layout.user, layout.used].map(told);
    const isCut = this.#extents !== null && [cluster, account, user, used].some((field) => field?.endsWith("+"));
    if (isCut) throw new ReconcileError("RECONCILE_REPORT_CUT", { line: number }, { details: at(number) });
    const amount = AMOUNT.exec(used ?? "")?.[1];
    if (amount === undefined || !cluster || !account) throw unreadable(number);
    const resource = layout.tres === null ? "cpu" : RESOURCES[told(layout.tres)];
    return resource === undefined
      ? null
      : { row: { cluster, account, user: user || null, resource }, amount: BigInt(amount) };
  }
}

function layoutOf(names: readonly string[], line: number): Layout {
  const found = (name: string) => names.findIndex((each) => each.trim() === name);
  const [cluster = -1, account = -1, user = -1, used = -1] = ["Cluster", "Account", "Login", "Used"].map(found);
  if (Math.min(cluster, account, user, used) < 0) throw unreadable(line);
  const tres = found("TRES Name");
  return { cluster, account, user, used, tres: tres < 0 ? null : tres };
}

/** The columns that sreport prints unless it is told otherwise: a TRES and its amount, or CPU and perhaps energy. */
function withoutHeader(fields: readonly string[]): Layout | null {
  if (fields.length < 5 || fields.length > 7) return null;
  const isCpu = AMOUNT.test((fields[4] ?? "").trim());
  return { cluster: 0, account: 1, user: 2, tres: isCpu ? null : 4, used: isCpu ? 4 : 5 };
}

function cut(line: string, extents: readonly (readonly [number, number])[]): string[] {
  const bytes = Buffer.from(line, "utf8");
  return extents.map(([begin, end]) => bytes.subarray(begin, end).toString("utf8"));
}

function unreadable(line: number): ReconcileError {
  return new ReconcileError("RECONCILE_REPORT_UNREADABLE", { line }, { details: at(line) });
}

const at = (line: number) => [{ issue: "unreadable", line }];
