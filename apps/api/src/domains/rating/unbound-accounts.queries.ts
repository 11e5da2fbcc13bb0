import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";

/** A Slurm account that no rule for all its users speaks of, with what its runs say. */
export interface UnboundAccountRow {
  readonly cluster: string;
  readonly slurm_account: string;
  readonly run_count: bigint;
  readonly last_seen_at: Date;
  readonly user_count: bigint;
  /** The first five by name. */
  readonly users: string[];
}

/** The last account of the page before. */
export type UnboundKey = readonly [slurmAccount: string, cluster: string];

export interface UnboundFilter {
  readonly cluster: string | null;
  /** Part of the Slurm account's name, in any case. */
  readonly search: string | null;
}

export interface UnboundPage {
  readonly limit: number;
  readonly after: UnboundKey | null;
  /** The instant at which a rule has to hold. */
  readonly at: Date;
}

/**
 * Slurm accounts with runs that accounting told of and no rule for all their users speaks of, by name. Read from what is
 * counted of each account and user: no run is looked at.
 */
export async function listUnboundAccounts(
  db: Db,
  { cluster, search }: UnboundFilter,
  { limit, after, at }: UnboundPage,
): Promise<UnboundAccountRow[]> {
  const pattern = `%${(search ?? "").normalize("NFC").replace(/[\\%_]/g, "\\$&")}%`;
  const isSought = search === null ? sql`true` : sql`l.text ilike ${pattern}`;
  const isOfCluster = cluster === null ? sql`true` : sql`n.name = ${cluster}`;
  const isLater = after === null ? sql`true` : sql`(l.text, n.name) > (${after[0]}::text, ${after[1]}::text)`;
  const { rows } = await sql<UnboundAccountRow>`
    with page as materialized (
      select a.cluster_id, a.account_label, l.text as slurm_account, n.name as cluster
      from (select distinct cluster_id, account_label from usage.account_count where run_count > 0) a
      join jobs.label l on l.id = a.account_label
      join inventory.cluster n on n.id = a.cluster_id
      where ${isSought} and ${isOfCluster} and ${isLater}
        and not exists (
          select 1 from organisation.binding b
          where b.withdrawn_at is null and b.cluster_id = n.id and b.slurm_account = normalize(l.text, nfc)
            and b.slurm_user is null and b.valid_from <= ${at} and (b.valid_to is null or b.valid_to > ${at}))
      order by l.text, n.name
      limit ${limit}
    )
    select p.cluster, p.slurm_account, t.run_count, t.last_seen_at, t.user_count, t.users
    from page p
    cross join lateral (
      select sum(a.run_count)::bigint as run_count, max(a.last_submitted_at) as last_seen_at, count(*) as user_count,
        (array_agg(u.text order by u.text))[1:5] as users
      from usage.account_count a join jobs.label u on u.id = a.user_label
      where a.cluster_id = p.cluster_id and a.account_label = p.account_label and a.run_count > 0
    ) t
    order by p.slurm_account, p.cluster`.execute(db);
  return rows;
}
