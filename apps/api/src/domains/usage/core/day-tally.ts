import { calendarDay, dayOf } from "@purser/kernel/period";
import type { Run } from "../../jobs/core/run.ts";

/** What coverage looks at in a run. */
export type CountedRun = Pick<Run, "endedAt" | "startedAt" | "submittedAt" | "state" | "allocatedCpus" | "gpus">;

/** How many runs of a partition a day has, or by how many that changes. */
export interface PartitionTally {
  runs: number;
  /** In a state that is not known. */
  unknown: number;
  /** That were given anything. */
  allocated: number;
  /** That were given GPUs. */
  gpus: number;
}

/** What a batch did to one day of a cluster. */
export interface DayTally {
  /** `YYYY-MM-DD` in the cluster's zone. */
  readonly day: string;
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** By the label of the partition. */
  readonly partitions: Map<number, PartitionTally>;
  runsNew: number;
  runsChanged: number;
}

const UTC_DAY_SECONDS = 86_400;

/**
 * Counts what a batch does to the days of one cluster. A run counts for the day it ended; while it has not, for the one
 * it started, else was submitted. Asked for every run that is read, so it works a day's bounds out once.
 */
export class ClusterTally {
  readonly timeZone: string;
  /** When the first run that was met had ended, the last one had been submitted and had ended; epoch seconds. */
  firstEnd = Number.POSITIVE_INFINITY;
  lastSubmit = Number.NEGATIVE_INFINITY;
  lastEnd = Number.NEGATIVE_INFINITY;
  readonly #days = new Map<string, DayTally>();
  readonly #near = new Map<number, DayTally[]>();

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  get days(): Iterable<DayTally> {
    return this.#days.values();
  }

  /** A run that the batch has, whether it says anything new or not. */
  meet({ endedAt, submittedAt }: CountedRun): void {
    if (submittedAt > this.lastSubmit) this.lastSubmit = submittedAt;
    if (endedAt === null) return;
    if (endedAt < this.firstEnd) this.firstEnd = endedAt;
    if (endedAt > this.lastEnd) this.lastEnd = endedAt;
  }

  /** A run that was not there before. */
  add(run: CountedRun, partitionLabel: number): void {
    const day = this.#at(run);
    day.runsNew += 1;
    count(day, partitionLabel, run, 1);
  }

  /** A run that says something else than before. */
  change(before: CountedRun, labelBefore: number, run: CountedRun, partitionLabel: number): void {
    count(this.#at(before), labelBefore, before, -1);
    const day = this.#at(run);
    day.runsChanged += 1;
    count(day, partitionLabel, run, 1);
  }

  #at({ endedAt, startedAt, submittedAt }: CountedRun): DayTally {
    const at = endedAt ?? startedAt ?? submittedAt;
    const utcDay = Math.floor(at / UTC_DAY_SECONDS);
    const near = this.#near.get(utcDay);
    const known = near?.find(({ from, to }) => from <= at && at < to);
    if (known !== undefined) return known;
    const day = this.#dayOf(at);
    if (near === undefined) this.#near.set(utcDay, [day]);
    else near.push(day);
    return day;
  }

  #dayOf(at: number): DayTally {
    const name = dayOf(new Date(at * 1000), this.timeZone);
    const known = this.#days.get(name);
    if (known !== undefined) return known;
    const { from, to } = calendarDay(name, this.timeZone);
    const bounds = { from: from.getTime() / 1000, to: to.getTime() / 1000 };
    const day = { day: name, ...bounds, partitions: new Map(), runsNew: 0, runsChanged: 0 };
    this.#days.set(name, day);
    return day;
  }
}

function count({ partitions }: DayTally, label: number, run: CountedRun, by: 1 | -1): void {
  let tally = partitions.get(label);
  if (tally === undefined) {
    tally = { runs: 0, unknown: 0, allocated: 0, gpus: 0 };
    partitions.set(label, tally);
  }
  tally.runs += by;
  if (run.state === "unknown") tally.unknown += by;
  if (run.allocatedCpus > 0 || run.gpus > 0) tally.allocated += by;
  if (run.gpus > 0) tally.gpus += by;
}
