import { sql } from "kysely";
import { copyInto, inChunks } from "../../platform/copy.ts";
import type { Tx } from "../../platform/db.ts";
import type { Run } from "./core/run.ts";
import { RUN_COLUMNS, type RunReferences, withReferences } from "./run-line.ts";
import { toReferences, toRun } from "./run-row.ts";

/** What these queries need of a run that may be written. */
export interface RunLine {
  readonly runId: string;
  readonly ids: RunReferences;
  /** The rest of its line in COPY's text format. */
  readonly body: string;
  /** MD5 in hex: kept in a uuid column, which holds 16 bytes. */
  readonly contentHash: string;
}

const COPY_COLUMNS = ["run_id", ...RUN_COLUMNS, "batch_id", "content_hash"].join(", ");

/** The ids of repeating texts, adding those that are new. Callers that race for the same text get the same id. */
export async function upsertLabels(tx: Tx, texts: readonly string[]): Promise<Map<string, number>> {
  const sorted = [...new Set(texts)].sort();
  await tx
    .insertInto("jobs.label")
    .columns(["text"])
    .expression(
      sql`select t from unnest(${sorted}::text[]) as t left join jobs.label as l on l.text = t where l.id is null order by t`,
    )
    .onConflict((conflict) => conflict.column("text").doNothing())
    .execute();
  const rows = await tx
    .selectFrom("jobs.label as l")
    .select(["l.id", "l.text"])
    .where("l.text", "in", sorted)
    .execute();
  return new Map(rows.map((row) => [row.text, row.id]));
}

/** What is known of the runs that may be met in a span of submit times. */
export interface KnownSpan {
  /** The last submit time in the span, epoch seconds, that a run is known with; null where none is. */
  readonly lastSubmitted: number | null;
  /** Whether Slurm has named any run itself, in the span or not. */
  readonly anyNamed: boolean;
  /** Whether events have told of any run under an id that is not that of its run key. */
  readonly anyUnnamed: boolean;
  /** Whether the planner takes the table of runs for empty. */
  readonly looksEmpty: boolean;
}

/** What is known of the span of submit times between two (epoch seconds, both included). */
export async function readKnownSpan(tx: Tx, { from, to }: { from: number; to: number }): Promise<KnownSpan> {
  const { rows } = await sql<{ last: Date | null; named: boolean; unnamed: boolean; empty: boolean }>`
    select (select max(r.submitted_at) from jobs.run as r
        where r.submitted_at >= to_timestamp(${from}) and r.submitted_at <= to_timestamp(${to})) as last,
      exists (select from jobs.run as r where r.sluid is not null) as named,
      exists (select from jobs.event_run as e where e.key_id is distinct from e.run_id) as unnamed,
      (select c.reltuples = 0 from pg_class as c where c.oid = 'jobs.run'::regclass) as empty`.execute(tx);
  const { last = null, named = true, unnamed = true, empty = true } = rows[0] ?? {};
  const lastSubmitted = last === null ? null : last.getTime() / 1000;
  return { lastSubmitted, anyNamed: named, anyUnnamed: unnamed, looksEmpty: empty };
}

/** Which of the candidates, by index, are not in the database and which are there with other content. */
export async function findNews(tx: Tx, runs: readonly RunLine[]): Promise<{ added: number[]; differing: number[] }> {
  const { rows } = await sql<{ added: string | null; differing: string | null }>`
    select string_agg(i.position::text, ',') filter (where r.run_id is null) as added,
           string_agg(i.position::text, ',') filter (where r.run_id is not null) as differing
    from unnest(${arrayOf(runs, "runId")}::uuid[], ${arrayOf(runs, "contentHash")}::uuid[]) with ordinality as i (run_id, content_hash, position)
    left join jobs.run as r on r.run_id = i.run_id
    where r.run_id is null or r.content_hash is distinct from i.content_hash`.execute(tx);
  return { added: indexes(rows[0]?.added), differing: indexes(rows[0]?.differing) };
}

/** Which of the candidates, by index, say what an earlier, since replaced version of their run said. */
export async function findOldNews(tx: Tx, runs: readonly RunLine[]): Promise<Set<number>> {
  const { rows } = await sql<{ old: string | null }>`
    select string_agg(i.position::text, ',') as old
    from unnest(${arrayOf(runs, "runId")}::uuid[], ${arrayOf(runs, "contentHash")}::uuid[]) with ordinality as i (run_id, content_hash, position)
    join jobs.run_version as v on v.run_id = i.run_id and v.content_hash = i.content_hash`.execute(tx);
  return new Set(indexes(rows[0]?.old));
}

/** An array literal built by hand: the driver's own escaping costs more than the look-up. Ids hold no special character. */
function arrayOf(runs: readonly RunLine[], field: "runId" | "contentHash"): string {
  return `{${runs.map((run) => run[field]).join(",")}}`;
}

/** Positions of SQL, counted from 1, as indexes. */
function indexes(positions: string | null | undefined): number[] {
  return positions ? positions.split(",").map((position) => Number(position) - 1) : [];
}

/** What names a run with and without a SLUID of Slurm's; times in epoch seconds. */
export interface RunNames {
  readonly clusterId: number;
  readonly jobId: number;
  readonly submittedAt: number;
  readonly sluid: string | null;
}

/**
 * The ids of runs that are known by the same cluster, job and submit time, by index. Two SLUIDs that differ name two runs;
 * where one side has none, it is taken for the same run.
 */
export async function findSameRuns(tx: Tx, names: readonly RunNames[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ position: bigint; run_id: string }>`
    select distinct on (n.position) n.position, r.run_id
    from unnest(${names.map((name) => name.clusterId)}::integer[], ${names.map((name) => name.jobId)}::bigint[],
      ${names.map((name) => name.submittedAt)}::bigint[], ${names.map((name) => name.sluid)}::text[])
      with ordinality as n (cluster_id, job_id, submitted_at, sluid, position)
    join jobs.run as r on r.cluster_id = n.cluster_id and r.job_id = n.job_id
      and r.submitted_at = to_timestamp(n.submitted_at) and (r.sluid is null or n.sluid is null or r.sluid = n.sluid)
    order by n.position, r.sluid nulls last, r.run_id`.execute(tx);
  return new Map(rows.map((row) => [Number(row.position) - 1, row.run_id]));
}

/** Adds runs that are not there. */
export async function copyRuns(tx: Tx, runs: readonly RunLine[], batchId: string): Promise<void> {
  if (runs.length > 0)
    await copyInto(tx, `copy jobs.run (${COPY_COLUMNS}) from stdin`, inChunks(copyLines(runs, batchId)));
}

/**
 * Corrects statistics that take the table for empty, now that rows are in it: the checks of foreign keys are planned by
 * them and would read a whole index for each row.
 */
export async function refreshStatistics(tx: Tx, { looksEmpty }: KnownSpan): Promise<void> {
  if (looksEmpty) await sql`select jobs.refresh_statistics()`.execute(tx);
}

function* copyLines(runs: readonly RunLine[], batchId: string): Generator<string> {
  for (const { runId, ids, body, contentHash } of runs)
    yield `${runId}\t${withReferences(body, ids)}\t${batchId}\t${contentHash}\n`;
}

/** Keeps what accounting says of runs now in their history, before they are changed. */
export async function archiveRuns(
  tx: Tx,
  { runIds, replacedBy, at }: { runIds: readonly string[]; replacedBy: string; at: Date },
): Promise<void> {
  await sql`
    insert into jobs.run_version (run_id, content_hash, batch_id, replaced_by, replaced_at, run)
    select r.run_id, r.content_hash, r.batch_id, ${replacedBy}, ${at}, to_jsonb(r)
    from jobs.run as r where r.run_id = any (${runIds}::uuid[]) and r.batch_id is not null
    on conflict (run_id, content_hash, replaced_by) do nothing`.execute(tx);
}

/** Writes changed runs over what is there. The summary of samples is not accounting's and stays. */
export async function replaceRuns(tx: Tx, runs: readonly RunLine[], batchId: string): Promise<void> {
  await sql`create temporary table if not exists run_change (like jobs.run including defaults) on commit drop`.execute(
    tx,
  );
  await sql`truncate pg_temp.run_change`.execute(tx);
  await copyInto(tx, `copy pg_temp.run_change (${COPY_COLUMNS}) from stdin`, inChunks(copyLines(runs, batchId)));
  const columns = [...RUN_COLUMNS, "batch_id", "content_hash"].map(
    (column) => sql`${sql.ref(column)} = ${sql.ref(`c.${column}`)}`,
  );
  await sql`update jobs.run as r set ${sql.join(columns)} from pg_temp.run_change as c where r.run_id = c.run_id`.execute(
    tx,
  );
}

export interface KnownRun {
  readonly run: Run;
  readonly ids: RunReferences;
  /** Null: only events have told of it. */
  readonly contentHash: string | null;
}

/** Runs as they stand, with the ids of their repeating texts, by run id. */
export async function readRuns(tx: Tx, runIds: readonly string[]): Promise<Map<string, KnownRun>> {
  const rows = await tx
    .selectFrom("jobs.run as r")
    .innerJoin("inventory.cluster as c", "c.id", "r.cluster_id")
    .innerJoin("jobs.label as u", "u.id", "r.user_label")
    .innerJoin("jobs.label as a", "a.id", "r.account_label")
    .innerJoin("jobs.label as p", "p.id", "r.partition_label")
    .innerJoin("jobs.label as q", "q.id", "r.qos_label")
    .select(["r.run_id", "r.content_hash", ...RUN_COLUMNS.map((column) => `r.${column}` as const)])
    .select(["c.name as cluster", "u.text as user", "a.text as account", "p.text as partition", "q.text as qos"])
    .where(sql<boolean>`r.run_id = any (${[...runIds]}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [row.run_id, { run: toRun(row), ids: toReferences(row), contentHash: row.content_hash }]),
  );
}
