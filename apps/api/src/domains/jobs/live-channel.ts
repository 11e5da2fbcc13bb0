import type { RunState } from "./core/run-state.ts";
import { type RunScope, usersOf } from "./jobs-read.queries.ts";
import type { LiveRunFilters, LiveRunRow } from "./live-runs.queries.ts";

/** What a caller wants to follow, and may see. */
export interface LiveView {
  readonly scope: RunScope;
  readonly filters: LiveRunFilters;
}

/** A run as it was read: a line that has not changed is the same object as before. */
export interface LiveLine {
  readonly text: string;
  readonly run: LiveRunRow;
}

export interface LiveReading {
  /** By time, as RFC 3339. */
  readonly at: string;
  readonly lines: ReadonlyMap<string, LiveLine>;
  /** How those are now that are under way no more; undefined where there is no such run any more. */
  readonly stateOf: (runId: string) => RunState | undefined;
}

/** The most runs that one who follows is told of. */
const MOST = 1_000;

type Deliver = (news: string) => void;

/** Those who follow the same runs, and what they have been told. */
export class LiveChannel {
  readonly #isOf: (run: LiveRunRow) => boolean;
  readonly #listeners = new Set<Deliver>();
  #told: ReadonlyMap<string, LiveLine> | null = null;
  #total = 0;

  constructor(view: LiveView) {
    this.#isOf = matcher(view);
  }

  get isEmpty(): boolean {
    return this.#listeners.size === 0;
  }

  /** Tells a new one the whole picture, where it has been read. Returns what takes them out again. */
  join(deliver: Deliver, last: LiveReading | null): () => void {
    if (last !== null) {
      if (this.#told === null) this.#look(last);
      deliver(this.#picture(last));
    }
    this.#listeners.add(deliver);
    return () => this.#listeners.delete(deliver);
  }

  /** Tells everybody what is new; the first time, all of it. */
  tell(reading: LiveReading): void {
    const before = this.#told;
    const total = this.#total;
    this.#look(reading);
    const news = before === null ? this.#picture(reading) : this.#change(before, total, reading);
    if (news === null) return;
    for (const deliver of this.#listeners) deliver(news);
  }

  #look({ lines }: LiveReading): void {
    const seen = [...lines.values()].filter(({ run }) => this.#isOf(run));
    this.#total = seen.length;
    if (seen.length > MOST) seen.sort(lastStartedFirst);
    this.#told = new Map(seen.slice(0, MOST).map((line) => [line.run.run_id, line]));
  }

  #picture({ at }: LiveReading): string {
    return newsText({ at, whole: true, total: this.#total, lines: [...(this.#told?.values() ?? [])], gone: [] });
  }

  #change(before: ReadonlyMap<string, LiveLine>, total: number, { at, stateOf }: LiveReading): string | null {
    const told = this.#told ?? new Map<string, LiveLine>();
    const lines = [...told].filter(([runId, line]) => before.get(runId) !== line).map(([, line]) => line);
    const left = [...before.keys()].filter((runId) => !told.has(runId));
    if (lines.length === 0 && left.length === 0 && total === this.#total) return null;
    const gone = left.map((runId) => ({ run_id: runId, state: stateOf(runId) ?? "unknown" }));
    return newsText({ at, whole: false, total: this.#total, lines, gone });
  }
}

interface News {
  readonly at: string;
  readonly whole: boolean;
  readonly total: number;
  readonly lines: readonly LiveLine[];
  readonly gone: readonly object[];
}

/** The contract's `LiveRunsNews`; PostgreSQL has written the JSON of the runs. */
function newsText({ lines, gone, ...rest }: News): string {
  const runs = lines.map(({ text }) => text).join(",");
  return `${JSON.stringify(rest).slice(0, -1)},"runs":[${runs}],"gone":${JSON.stringify(gone)}}`;
}

/** Whether a run is one of those that are followed: the same as the conditions of `listLiveRuns`. */
function matcher({ scope, filters: { cluster, node, user, partition } }: LiveView): (run: LiveRunRow) => boolean {
  const users = usersOf(scope);
  const wanted = (value: string | undefined, is: string) => value === undefined || value === is;
  return (run) =>
    (users === null || users.includes(run.user)) &&
    wanted(cluster, run.cluster) &&
    wanted(user, run.user) &&
    wanted(partition, run.partition) &&
    (node === undefined || (run.nodes.includes(node) && !run.nodes_finished.includes(node)));
}

function lastStartedFirst(a: LiveLine, b: LiveLine): number {
  const [one, other] = [a.run.started_at ?? "", b.run.started_at ?? ""];
  if (one !== other) return one > other ? -1 : 1;
  return a.run.run_id < b.run.run_id ? -1 : 1;
}
