import type { Db } from "../../platform/db.ts";
import { RUN_NAMES, RUN_SUMMARY, type RunScope, usersOf } from "./jobs-read.queries.ts";

/** How runs belong together: `same_job` by the id of the job, the others by that of the array or het job. */
const KEYS = { same_job: "job_id", array: "array_job_id", het_job: "het_job_id" } as const;

export type Relation = keyof typeof KEYS;

export const RELATIONS = Object.keys(KEYS) as Relation[]; // the keys of a constant of ours

/**
 * The other runs that belong to one, as the JSON of the contract's `RunGroup`: their number, and the first of them by
 * submit time, those that the caller may see. Undefined where there is no such run that they may see.
 */
export async function findRelatedJson(
  db: Db,
  scope: RunScope,
  wanted: { readonly runId: string; readonly relation: Relation; readonly limit: number },
): Promise<string | undefined> {
  const key = KEYS[wanted.relation];
  const place = await db.pool.query<{ cluster_id: number; key: bigint | null }>({
    name: `related_place_${key}`,
    text: `select r.cluster_id, r.${key} as key from jobs.run as r join jobs.label as u on u.id = r.user_label
      where r.run_id = $1 and ($2::text[] is null or u.text = any ($2))`,
    values: [wanted.runId, usersOf(scope)],
  });
  const self = place.rows[0];
  if (self === undefined) return undefined;
  if (self.key === null) return '{"total":0,"data":[]}';
  // By a value and not by a join: the summary of the table by job ids is looked up with it.
  const { rows } = await db.pool.query<{ json: string }>(
    `with found as materialized (
      select r.* from jobs.run as r join jobs.label as u on u.id = r.user_label
      where r.${key} = $1 and r.cluster_id = $2 and r.run_id <> $3 and ($4::text[] is null or u.text = any ($4))
    ), wire as (
      select ${RUN_SUMMARY} from (select f.* from found as f order by f.submitted_at, f.job_id, f.run_id limit $5) as r
      ${RUN_NAMES} order by r.submitted_at, r.job_id, r.run_id
    )
    select json_build_object('total', (select count(*) from found),
      'data', (select coalesce(json_agg(w), '[]') from wire as w))::text as json`,
    [self.key, self.cluster_id, wanted.runId, usersOf(scope), wanted.limit],
  );
  return rows[0]?.json;
}
