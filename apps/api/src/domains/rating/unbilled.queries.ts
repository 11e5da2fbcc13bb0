import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";

/** An account that has unbilled charges, and when the first and the last of them ended. */
export interface UnbilledSpan {
  readonly account_id: string;
  readonly code: string;
  readonly name: string;
  readonly first_ended_at: Date;
  readonly last_ended_at: Date;
}

export interface UnbilledAccountPage {
  readonly limit: number;
  /** From the account with this code on. */
  readonly fromCode: string | null;
  readonly accountId: string | null;
  /** Only charges of runs that ended in this period. */
  readonly period: { readonly from: Date; readonly to: Date } | null;
}

/** Accounts with unbilled charges, by code: two probes of the index for each account, whatever the number of charges. */
export async function listUnbilledSpans(db: Db, page: UnbilledAccountPage): Promise<UnbilledSpan[]> {
  const { period, accountId, fromCode } = page;
  const inPeriod = period === null ? sql`` : sql`and c.ended_at >= ${period.from} and c.ended_at < ${period.to}`;
  const { rows } = await sql<UnbilledSpan>`
    select a.id as account_id, a.code, a.name, f.ended_at as first_ended_at, l.ended_at as last_ended_at
    from organisation.billing_account a
    cross join lateral (select c.ended_at from rating.charge c
      where c.receipt_id is null and c.account_id = a.id ${inPeriod} order by c.ended_at limit 1) f
    cross join lateral (select c.ended_at from rating.charge c
      where c.receipt_id is null and c.account_id = a.id ${inPeriod} order by c.ended_at desc limit 1) l
    where ${accountId === null ? sql`true` : sql`a.id = ${accountId}::uuid`}
      and ${fromCode === null ? sql`true` : sql`a.code >= ${fromCode}`}
    order by a.code
    limit ${page.limit}`.execute(db);
  return rows;
}

/** What one account has unbilled in one of the months given, under cards of one tier and currency. */
export interface UnbilledSum {
  readonly account_id: string;
  /** Which of the months: 1 is the first. */
  readonly month_number: number;
  readonly tier: string;
  readonly currency: string;
  readonly run_count: bigint;
  readonly cpu_milliseconds: string;
  readonly gpu_seconds: string;
  readonly memory_kib_seconds: string;
  readonly cpu_micros: string;
  readonly gpu_micros: string;
  readonly memory_micros: string;
  readonly minimum_micros: string;
}

/** Sums of these accounts' unbilled charges by month. `starts` are the months' first instants, the last one their end. */
export async function sumUnbilledByMonth(
  db: Db,
  accountIds: readonly string[],
  starts: readonly Date[],
): Promise<UnbilledSum[]> {
  const { rows } = await sql<UnbilledSum>`
    select g.account_id, g.month_number, k.tier, k.currency, sum(g.run_count)::bigint as run_count,
      sum(g.cpu_milliseconds) as cpu_milliseconds, sum(g.gpu_seconds) as gpu_seconds,
      sum(g.memory_kib_seconds) as memory_kib_seconds, sum(g.cpu_micros) as cpu_micros, sum(g.gpu_micros) as gpu_micros,
      sum(g.memory_micros) as memory_micros, sum(g.minimum_micros) as minimum_micros
    from (
      select c.account_id, c.card_id, width_bucket(c.ended_at, ${starts}::timestamptz[]) as month_number,
        count(*) as run_count, sum(c.cpu_milliseconds) as cpu_milliseconds, sum(c.gpu_seconds) as gpu_seconds,
        sum(c.memory_kib_seconds) as memory_kib_seconds, sum(c.cpu_micros) as cpu_micros,
        sum(c.gpu_micros) as gpu_micros, sum(c.memory_micros) as memory_micros, sum(c.minimum_micros) as minimum_micros
      from rating.charge c
      where c.receipt_id is null and c.account_id = any (${accountIds}::uuid[])
        and c.ended_at >= ${starts[0]}::timestamptz and c.ended_at < ${starts.at(-1)}::timestamptz
      group by 1, 2, 3
    ) g
    join rating.rate_card k on k.id = g.card_id
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4`.execute(db);
  return rows;
}
