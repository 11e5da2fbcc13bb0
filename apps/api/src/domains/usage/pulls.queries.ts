import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { SourceKind } from "./core/accounting-source.ts";
import type { Batch } from "./core/batch.ts";
import type { Pull, PullKind, PullState, ServiceStatus } from "./core/pull.ts";
import type { SourceFailure } from "./core/source-failure.ts";

/** Whoever works on a pull says every so often that it still does; after so long a silence others take it over. */
const LEASE = sql.lit("2 minutes");

/** What somebody works on, with the number that proves it is still theirs. Times are in seconds since 1970. */
export interface ClaimedPull {
  readonly id: string;
  readonly kind: PullKind;
  readonly claim: number;
  readonly attempts: number;
  readonly doneUntil: number;
  readonly windowTo: number;
}

/** When the service of a cluster that was retired ends. */
const SERVICE_END = sql`((c.last_day + 1)::timestamp at time zone c.time_zone)`;

/** Where a cluster's schedule stands, by the database's clock; times are in seconds since 1970. */
export interface ScheduleStatus extends ServiceStatus {
  /** `YYYY-MM-DD`: the last day of its service; null: it is in service. */
  readonly lastDay: string | null;
  /** When the schedule last asked for a pull. */
  readonly lastAskedAt: number | null;
  /** Whether such a pull is not over yet. */
  readonly isOpen: boolean;
}

/** Makes this transaction the only one that plans the pulls of a cluster, until it ends. */
export async function lockPulls(tx: Tx, cluster: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('usage.pull'), hashtext(${cluster}))`.execute(tx);
}

export async function readScheduleStatus(tx: Db | Tx, cluster: string): Promise<ScheduleStatus> {
  const { rows } = await sql<ScheduleStatus>`
    select floor(extract(epoch from now()))::float8 as "now",
           (select floor(extract(epoch from w.read_until))::float8 from usage.watermark w
            where w.cluster = ${cluster}) as "readUntil",
           (select extract(epoch from ${SERVICE_END})::float8 from inventory.cluster c where c.name = ${cluster}) as "serviceEnd",
           (select c.last_day::text from inventory.cluster c where c.name = ${cluster}) as "lastDay",
           (select extract(epoch from max(p.requested_at))::float8 from usage.pull p
            where p.cluster = ${cluster} and p.kind = 'scheduled') as "lastAskedAt",
           exists (select from usage.pull p where p.cluster = ${cluster} and p.kind = 'scheduled'
                   and p.state in ('waiting', 'running', 'paused')) as "isOpen"
  `.execute(tx);
  const [status] = rows;
  if (status === undefined) throw new Error("a select without a condition gives a row");
  return status;
}

export interface NewPull {
  readonly id: string;
  readonly cluster: string;
  readonly kind: PullKind;
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly requestedBy: string;
}

/** Adds a pull that waits for somebody to work on it. */
export async function insertPull(tx: Tx, { id, cluster, kind, from, to, requestedBy }: NewPull): Promise<void> {
  await sql`
    insert into usage.pull (id, cluster, kind, window_from, window_to, done_until, state, requested_by, requested_at)
    values (${id}, ${cluster}, ${kind}, to_timestamp(${from}), to_timestamp(${to}), to_timestamp(${from}), 'waiting',
            ${requestedBy}, now())
  `.execute(tx);
}

/**
 * Takes the most urgent pull of a cluster: what the schedule asks for, then what was asked for by hand, then the oldest.
 * One whose holder has been silent for too long is taken from them. Undefined: there is nothing to do, or somebody is
 * at it.
 */
export async function claimPull(tx: Tx, cluster: string): Promise<ClaimedPull | undefined> {
  const { rows } = await sql<ClaimedPull>`
    update usage.pull as p
    set state = 'running', claim = p.claim + 1, leased_until = now() + ${LEASE}::interval,
        started_at = coalesce(p.started_at, now())
    where p.id = (
      select o.id from usage.pull o
      where o.cluster = ${cluster} and o.state in ('waiting', 'running') and o.retry_at <= now()
        and not exists (select from usage.pull r where r.cluster = ${cluster} and r.state = 'running' and r.leased_until > now())
      -- One that was left behind comes first: while it counts as running, no other can.
      order by o.state = 'running' desc, o.kind = 'scheduled' desc, o.kind = 'manual' desc, o.id
      limit 1)
    returning p.id, p.kind, p.claim, p.attempts, extract(epoch from p.done_until)::float8 as "doneUntil",
              extract(epoch from p.window_to)::float8 as "windowTo"
  `.execute(tx);
  return rows[0];
}

/** The claim and what it is of. */
export type Claim = Pick<ClaimedPull, "id" | "claim">;

/** Says that the holder is still at it. False: it is not theirs any more. */
export async function renewLease(db: Db, { id, claim }: Claim): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("usage.pull")
    .set({ leased_until: sql<Date>`now() + ${LEASE}::interval` })
    .where("id", "=", id)
    .where("claim", "=", claim)
    .where("state", "=", "running")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

type AnswerCounts = Pick<Batch, "runs_new" | "runs_changed" | "runs_unchanged" | "rejected">;

/** Adds an answer to what a pull has brought. False: the pull is not the holder's any more, and what was read must not stand. */
export async function addAnswerToPull(
  tx: Tx,
  { id, claim }: Claim,
  { batches, ...counts }: AnswerCounts & { readonly batches: 0 | 1 },
): Promise<boolean> {
  const { rows } = await sql`
    update usage.pull as p
    set batches = p.batches + ${batches}, runs_new = p.runs_new + ${counts.runs_new}, runs_changed = p.runs_changed + ${counts.runs_changed},
        runs_unchanged = p.runs_unchanged + ${counts.runs_unchanged}, rejected = p.rejected + ${counts.rejected},
        leased_until = now() + ${LEASE}::interval
    where p.id = ${id} and p.claim = ${claim} and p.state = 'running'
    returning p.id
  `.execute(tx);
  return rows.length === 1;
}

export interface ReadStretch {
  readonly doneUntil: number;
  readonly source: SourceKind;
  readonly failures: readonly SourceFailure[];
}

/** Notes that a stretch has been read, and lets go of the pull; it is done where nothing is left. False: it was not the holder's. */
export async function finishStretch(tx: Tx, { id, claim }: Claim, stretch: ReadStretch): Promise<boolean> {
  const { rows } = await sql`
    update usage.pull as p
    set done_until = to_timestamp(${stretch.doneUntil}), source = ${stretch.source}, attempts = 0,
        failures = ${JSON.stringify(stretch.failures)}::jsonb, leased_until = null,
        state = case when p.window_to = to_timestamp(${stretch.doneUntil}) then 'done' else 'waiting' end,
        finished_at = case when p.window_to = to_timestamp(${stretch.doneUntil}) then clock_timestamp() end
    where p.id = ${id} and p.claim = ${claim} and p.state = 'running'
    returning p.id
  `.execute(tx);
  return rows.length === 1;
}

export interface UnreadStretch {
  readonly failures: readonly SourceFailure[];
  /** Until it is tried again; null: it has failed. */
  readonly retryAfterSeconds: number | null;
}

/** Notes that no source could be read, and lets go of the pull. */
export async function giveUpStretch(tx: Tx, { id, claim }: Claim, stretch: UnreadStretch): Promise<void> {
  const { retryAfterSeconds: seconds } = stretch;
  await sql`
    update usage.pull as p
    set attempts = p.attempts + 1, failures = ${JSON.stringify(stretch.failures)}::jsonb, leased_until = null,
        state = ${seconds === null ? "failed" : "waiting"},
        finished_at = case when ${seconds === null}::boolean then clock_timestamp() end,
        retry_at = now() + make_interval(secs => ${seconds ?? 0})
    where p.id = ${id} and p.claim = ${claim} and p.state = 'running'
  `.execute(tx);
}

/** Lets go of a pull that was interrupted, as it was. */
export async function releasePull(db: Db, { id, claim }: Claim): Promise<void> {
  await db
    .updateTable("usage.pull")
    .set({ state: "waiting", leased_until: null })
    .where("id", "=", id)
    .where("claim", "=", claim)
    .where("state", "=", "running")
    .execute();
}

/** Moves the watermark of a cluster forward, never back. */
export async function moveWatermark(tx: Tx, cluster: string, readUntil: number): Promise<void> {
  await sql`
    insert into usage.watermark as w (cluster, read_until, pulled_at) values (${cluster}, to_timestamp(${readUntil}), now())
    on conflict (cluster) do update
    set read_until = greatest(w.read_until, excluded.read_until), pulled_at = excluded.pulled_at
  `.execute(tx);
}

/** Has nobody else change a pull until this transaction ends. */
export async function lockPull(tx: Tx, id: string): Promise<void> {
  await sql`select from usage.pull p where p.id = ${id} for update`.execute(tx);
}

/** Changes the state of a locked pull by hand, away from whoever works on it. */
export async function setPullState(tx: Tx, id: string, state: PullState): Promise<void> {
  await sql`
    update usage.pull as p
    set state = ${state}, leased_until = null, attempts = 0, retry_at = '-infinity',
        finished_at = case when ${state} = 'cancelled' then now() end
    where p.id = ${id}
  `.execute(tx);
}

/** How many pulls of a cluster are not over. */
export async function countOpenPulls(tx: Tx, cluster: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::float8 as count from usage.pull p
    where p.cluster = ${cluster} and p.state in ('waiting', 'running', 'paused')
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

const PULL = sql.raw(`
  p.id, p.cluster, p.kind, to_char(p.window_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as window_from,
  to_char(p.window_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as window_to,
  to_char(p.done_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as done_until, p.state, p.source, p.failures,
  p.batches::float8 as batches, p.runs_new::float8 as runs_new, p.runs_changed::float8 as runs_changed,
  p.runs_unchanged::float8 as runs_unchanged, p.rejected::float8 as rejected, p.requested_by,
  to_char(p.requested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as requested_at,
  to_char(p.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as started_at,
  to_char(p.finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as finished_at`);

/** One pull; pulls hold nobody's data but the centre's, so they have no scope. */
export async function findPull(db: Db | Tx, id: string): Promise<Pull | undefined> {
  const { rows } = await sql<Pull>`select ${PULL} from usage.pull p where p.id = ${id}`.execute(db);
  return rows[0];
}

export interface PullPage {
  readonly cluster: string | null;
  readonly state: PullState | null;
  readonly kind: PullKind | null;
  readonly before: string | null;
  readonly limit: number;
}

/** Pulls, the latest first; ids are UUIDv7, so their order is that of time. */
export async function listPulls(db: Db, { cluster, state, kind, before, limit }: PullPage): Promise<Pull[]> {
  const { rows } = await sql<Pull>`
    select ${PULL} from usage.pull p
    where (${cluster}::text is null or p.cluster = ${cluster}) and (${state}::text is null or p.state = ${state})
      and (${kind}::text is null or p.kind = ${kind}) and (${before}::uuid is null or p.id < ${before})
    order by p.id desc limit ${limit}
  `.execute(db);
  return rows;
}

/** What is known of a cluster's pulls. */
export interface ClusterPulls {
  readonly cluster: string;
  readonly read_until: string | null;
  readonly lag_seconds: number | null;
  readonly recent_pulls: readonly Pull[];
  readonly open_pulls: readonly Pull[];
}

/** Seconds from where a cluster's pulls have come to now, or to the end of its service where it was retired. */
const BEHIND = sql`greatest(extract(epoch from
  least(clock_timestamp(), ${SERVICE_END}) - w.read_until), 0)`;
const MOST_OPEN = 20;
const RECENT = 5;

/** Where the pulls of a cluster stand: how far they have come, the last ones that are over and those that are not. */
export async function readClusterPulls(db: Db, cluster: string): Promise<ClusterPulls> {
  const { rows } = await sql<{ read_until: string; lag_seconds: number }>`
    select to_char(w.read_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as read_until,
           floor(${BEHIND})::float8 as lag_seconds
    from usage.watermark w left join inventory.cluster c on c.name = w.cluster where w.cluster = ${cluster}`.execute(
    db,
  );
  const { rows: recent } = await sql<Pull>`
    select ${PULL} from usage.pull p where p.cluster = ${cluster} and p.finished_at is not null
    order by p.finished_at desc limit ${RECENT}`.execute(db);
  const { rows: open } = await sql<Pull>`
    select ${PULL} from usage.pull p where p.cluster = ${cluster} and p.state in ('waiting', 'running', 'paused')
    order by p.id desc limit ${MOST_OPEN}`.execute(db);
  const known = rows[0] ?? { read_until: null, lag_seconds: null };
  return { cluster, ...known, recent_pulls: recent, open_pulls: open };
}

/** How far each cluster that has ever been pulled from is behind now, in seconds. */
export async function readLags(db: Db): Promise<{ readonly cluster: string; readonly seconds: number }[]> {
  const { rows } = await sql<{ cluster: string; seconds: number }>`
    select w.cluster, ${BEHIND}::float8 as seconds
    from usage.watermark w left join inventory.cluster c on c.name = w.cluster`.execute(db);
  return rows;
}
