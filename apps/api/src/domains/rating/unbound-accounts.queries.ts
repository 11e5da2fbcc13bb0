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
  /** Exact micro-units, by currency. */
  readonly unbilled: { readonly micros: string; readonly currency: string }[];
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
 * Slurm accounts with runs that no rule for all their users speaks of, by name. The names are found by one probe of an
 * index each, and only the runs of the accounts on the page are read.
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
    with recursive met (label) as (
      (select r.account_label from jobs.run r order by r.account_label limit 1)
      union all
      select (select r.account_label from jobs.run r where r.account_label > m.label order by r.account_label limit 1)
      from met m where m.label is not null
    ), page as materialized (
      select l.id as label, n.id as cluster_id, l.text as slurm_account, n.name as cluster
      from met m
      join jobs.label l on l.id = m.label
      cross join inventory.cluster n
      where ${isSought} and ${isOfCluster} and ${isLater}
        and exists (select 1 from jobs.run r where r.account_label = l.id and r.cluster_id = n.id)
        and not exists (
          select 1 from organisation.binding b
          where b.withdrawn_at is null and b.cluster_id = n.id and b.slurm_account = normalize(l.text, nfc)
            and b.slurm_user is null and b.valid_from <= ${at} and (b.valid_to is null or b.valid_to > ${at}))
      order by l.text, n.name
      limit ${limit}
    ), told as (
      select g.label, g.cluster_id, sum(g.runs)::bigint as run_count, max(g.last) as last_seen_at, count(*) as user_count,
        (array_agg(u.text order by u.text))[1:5] as users
      from (
        select p.label, p.cluster_id, r.user_label, count(*) as runs, max(r.submitted_at) as last
        from page p join jobs.run r on r.account_label = p.label and r.cluster_id = p.cluster_id
        group by 1, 2, 3
      ) g
      join jobs.label u on u.id = g.user_label
      group by 1, 2
    ), due as (
      select d.label, d.cluster_id,
        jsonb_agg(jsonb_build_object('micros', d.micros::text, 'currency', d.currency) order by d.currency) as unbilled
      from (
        select p.label, p.cluster_id, k.currency,
          sum(c.cpu_micros::numeric + c.gpu_micros + c.memory_micros + c.minimum_micros) as micros
        from page p
        join jobs.run r on r.account_label = p.label and r.cluster_id = p.cluster_id
        join rating.charge c on c.run_id = r.run_id and c.receipt_id is null
        join rating.rate_card k on k.id = c.card_id
        group by 1, 2, 3
      ) d
      group by 1, 2
    )
    select p.cluster, p.slurm_account, t.run_count, t.last_seen_at, t.user_count, t.users,
      coalesce(d.unbilled, '[]'::jsonb) as unbilled
    from page p
    join told t on t.label = p.label and t.cluster_id = p.cluster_id
    left join due d on d.label = p.label and d.cluster_id = p.cluster_id
    order by p.slurm_account, p.cluster`.execute(db);
  return rows;
}
