import {
  type Held,
  type HeldRun,
  heldIn,
  minus,
  NOTHING_HELD,
  plus,
  RESOURCES,
  type Resource,
  type Span,
} from "./held-time.ts";
import type { SreportReport, SreportRow } from "./sreport-reader.ts";

/**
 * Why Slurm's figure and Purser's differ. `edge`: a run counts in Purser when it ends, and whole; in Slurm by the hour.
 * `running`: it has not ended. `requeue`: it was begun again, and is not charged. `not_charged`: it is not charged for
 * another reason. `hour_roll_up`: Slurm has only whole hours, and only those that are over. `resize`: Slurm counts the
 * time before a change of size twice. `reservation`: time of an account that is no user's. `rounding`: of the report.
 */
export const CAUSES = [
  "edge",
  "running",
  "requeue",
  "not_charged",
  "hour_roll_up",
  "resize",
  "reservation",
  "rounding",
] as const;
export type Cause = (typeof CAUSES)[number];

/** What may be behind a rest that nothing explains: where there is no way to know it. */
export type Possible = "reservation" | "missing_runs" | "late_roll_up";

/** Whether a run that has ended is charged and, if not, whether that is because Slurm began it again. */
export type Standing = "charged" | "requeue" | "not_charged";

/** A run as it stands in Purser; one that has not ended lasts until the last moment that is looked at. */
export interface OwnRun {
  readonly account: string;
  readonly user: string;
  readonly standing: Standing | "running";
  readonly run: HeldRun;
}

/** The sum of runs of one account, user and standing that lie within the periods of both sides, and were not resized. */
export interface OwnSum {
  readonly account: string;
  readonly user: string;
  readonly standing: Standing;
  readonly held: Held;
}

export interface Periods {
  /** What was asked for. */
  readonly asked: Span;
  /** Of that, in whole hours, what Slurm's report is of. */
  readonly reported: Span;
}

export interface Difference {
  readonly account: string;
  /** Null: what Slurm holds for accounts, and for no user. */
  readonly user: string | null;
  readonly resource: Resource;
  readonly slurm: bigint;
  /** What the runs held that ended in the period and are charged. */
  readonly purser: bigint;
  readonly explanations: readonly { readonly cause: Cause; readonly amount: bigint }[];
  readonly unexplained: bigint;
  readonly possible: readonly Possible[];
}

interface Side {
  readonly account: string;
  readonly user: string | null;
  purser: Held;
  readonly causes: Map<Cause, Held>;
  readonly slurm: Map<Resource, { seconds: bigint; rows: number }>;
}

export interface Comparison {
  /** By account, user and resource; only what the report speaks of. */
  readonly rows: readonly Difference[];
  readonly resources: readonly Resource[];
}

/**
 * Sets a report of Slurm against what is in Purser. For each row `slurm` is `purser` plus its explanations plus
 * `unexplained`, to the second. All amounts are CPU-, GPU- or MiB-seconds.
 */
export function reconcile(
  report: Pick<SreportReport, "rows" | "unitSeconds">,
  own: { readonly sums: readonly OwnSum[]; readonly runs: readonly OwnRun[] },
  periods: Periods,
): Comparison {
  const sides = new Map<string, Side>();
  for (const sum of own.sums) addSum(sideOf(sides, sum.account, sum.user), sum);
  for (const run of own.runs) addRun(sideOf(sides, run.account, run.user), run, periods);
  for (const row of report.rows) if (row.user !== null) addReported(sideOf(sides, row.account, row.user), row);
  const resources = resourcesOf(report.rows);
  const ofUsers = [...sides.values()].sort(byName);
  const unit = BigInt(report.unitSeconds);
  const rows = ofUsers.flatMap((side) => resources.map((resource) => differenceOf(side, resource, unit)));
  return { rows: [...rows, ...withoutUser(report.rows, resources, unit)].filter(says), resources };
}

/** A report without any row is compared in everything: nothing of it tells what was asked for. */
function resourcesOf(rows: readonly SreportRow[]): readonly Resource[] {
  const seen = new Set(rows.map(({ resource }) => resource));
  return seen.size === 0 ? RESOURCES : RESOURCES.filter((resource) => seen.has(resource));
}

function sideOf(sides: Map<string, Side>, account: string, user: string): Side {
  const key = JSON.stringify([account, user]);
  const known = sides.get(key);
  if (known !== undefined) return known;
  const side: Side = { account, user, purser: NOTHING_HELD, causes: new Map(), slurm: new Map() };
  sides.set(key, side);
  return side;
}

function addSum(side: Side, { standing, held }: OwnSum): void {
  if (standing === "charged") side.purser = plus(side.purser, held);
  else blame(side, standing, held);
}

/** What a run adds to both sides. The causes come to exactly what sreport counts of it, less what Purser does. */
function addRun(side: Side, { standing, run }: OwnRun, { asked, reported }: Periods): void {
  const inAsked = heldIn(run, asked);
  const inReported = heldIn(run, reported);
  const endedIn = standing !== "running" && run.endedAt >= asked.from && run.endedAt < asked.to;
  const whole = endedIn ? heldIn(run, { from: 0, to: run.endedAt }) : NOTHING_HELD;
  if (standing === "running") blame(side, "running", inAsked);
  else {
    addSum(side, { ...side, user: side.user ?? "", standing, held: whole });
    blame(side, "edge", minus(inAsked, whole));
  }
  blame(side, "hour_roll_up", minus(inReported, inAsked));
  blame(side, "resize", minus(heldIn(run, reported, run.startedAt), inReported));
}

function blame(side: Side, cause: Cause, held: Held): void {
  side.causes.set(cause, plus(side.causes.get(cause) ?? NOTHING_HELD, held));
}

function addReported(side: Side, { resource, seconds }: SreportRow): void {
  const before = side.slurm.get(resource) ?? { seconds: 0n, rows: 0 };
  side.slurm.set(resource, { seconds: before.seconds + seconds, rows: before.rows + 1 });
}

function differenceOf(side: Side, resource: Resource, unit: bigint): Difference {
  const { seconds: slurm, rows } = side.slurm.get(resource) ?? { seconds: 0n, rows: 1 };
  const purser = side.purser[resource];
  const explanations = CAUSES.map((cause) => ({ cause, amount: side.causes.get(cause)?.[resource] ?? 0n }));
  const rest = slurm - purser - explanations.reduce((sum, { amount }) => sum + amount, 0n);
  const isRounding = rest !== 0n && size(rest) < unit * BigInt(rows);
  const told = isRounding ? [...explanations, { cause: "rounding" as const, amount: rest }] : explanations;
  const unexplained = isRounding ? 0n : rest;
  return {
    ...{ account: side.account, user: side.user, resource, slurm, purser, unexplained },
    explanations: told.filter(({ amount }) => amount !== 0n),
    possible: possibleOf(unexplained, resource),
  };
}

/** Slurm spreads the idle time of a reservation over its users' accounts, in CPUs; nothing in a report sets it apart. */
function possibleOf(unexplained: bigint, resource: Resource): readonly Possible[] {
  if (unexplained === 0n) return [];
  if (unexplained < 0n) return ["late_roll_up"];
  return resource === "cpu" ? ["reservation", "missing_runs"] : ["missing_runs"];
}

/**
 * What accounts have beyond their users' sums. Runs are always some user's; only a reservation's idle time is put on an
 * account by itself. A rest that rounding may have made is left out.
 */
function withoutUser(rows: readonly SreportRow[], resources: readonly Resource[], unit: bigint): Difference[] {
  return resources.flatMap((resource) =>
    idleOf(
      rows.filter((row) => row.resource === resource),
      unit,
    ).map(({ account, seconds: slurm }) => ({
      ...{ account, user: null, resource, slurm, purser: 0n, unexplained: 0n, possible: [] },
      explanations: [{ cause: "reservation" as const, amount: slurm }],
    })),
  );
}

interface Idle {
  readonly account: string;
  readonly seconds: bigint;
}

/**
 * The time of each account that is no user's, by name. A report does not say which account lies below which, and what an
 * account has includes those below it: only where the accounts together come to exactly what the root has does none lie
 * below another, so that each can be told. Else all of it stands at the root.
 */
function idleOf(rows: readonly SreportRow[], unit: bigint): Idle[] {
  const sums = rows.filter(({ user }) => user === null);
  const users = rows.filter(({ user }) => user !== null);
  const root = sums.find(({ account }) => account === "root");
  const isIdle = (seconds: bigint, parts: number) => seconds > 0n && (unit === 1n || seconds >= unit * BigInt(parts));
  if (root === undefined || !isIdle(root.seconds - total(users), users.length + 1)) return [];
  const accounts = sums.filter((row) => row !== root);
  const usersOf = (of: string) => users.filter(({ account }) => account === of);
  if (total(accounts) + total(usersOf("root")) !== root.seconds)
    return [{ account: "root", seconds: root.seconds - total(users) }];
  return accounts
    .map(({ account, seconds }) => ({ account, seconds: seconds - total(usersOf(account)) }))
    .filter(({ account, seconds }) => isIdle(seconds, usersOf(account).length + 1))
    .sort((one, other) => (one.account < other.account ? -1 : 1));
}

function total(rows: readonly SreportRow[]): bigint {
  return rows.reduce((sum, { seconds }) => sum + seconds, 0n);
}

/** Whether there is anything on either side. */
function says({ slurm, purser, explanations }: Difference): boolean {
  return slurm !== 0n || purser !== 0n || explanations.length > 0;
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function byName(one: Side, other: Side): number {
  const [a, b] = [one, other].map(({ account, user }) => `${account}\u0000${user}`);
  return (a ?? "") < (b ?? "") ? -1 : 1;
}
