import { sql } from "kysely";
import type { Tx } from "../../platform/db.ts";

/** How many pages `jobs.event_run` has. */
export async function countPages(tx: Tx): Promise<number> {
  const { rows } = await sql<{ pages: number }>`
    select (pg_relation_size('jobs.event_run') / current_setting('block_size')::bigint)::integer as pages`.execute(tx);
  return rows[0]?.pages ?? 0;
}

export interface PageRange {
  readonly first: number;
  /** Not included. */
  readonly end: number;
}

/**
 * Leaves of what events told of runs only what names them, where accounting has told their end and no event has come since
 * `before`. A stretch of pages at a time: an index by time would cost every event more than this reads once a day. Returns of how many.
 */
export async function forgetTold(tx: Tx, { first, end }: PageRange, before: Date): Promise<number> {
  const result = await sql`
    update jobs.event_run as e set told = jsonb_build_object('submittedAt', e.told -> 'submittedAt', 'restartCount', e.told -> 'restartCount',
      'nodes', '[]'::jsonb, 'isListed', false, 'starts', '{}'::jsonb, 'ends', '{}'::jsonb, 'facts', '{}'::jsonb, 'devices', '{}'::jsonb)
    from jobs.run as r
    where e.ctid >= ${`(${first},0)`}::tid and e.ctid < ${`(${end},0)`}::tid and not e.under_way and e.last_event_at < ${before}
      and (e.told -> 'starts' <> '{}'::jsonb or e.told -> 'ends' <> '{}'::jsonb)
      and r.run_id = e.run_id and r.batch_id is not null and r.ended_at is not null`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}
