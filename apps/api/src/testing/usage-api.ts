import type { LightMyRequestResponse } from "fastify";
import type { ContractApp } from "./contract-app.ts";
import type { SignedIn } from "./tokens.ts";

const COLUMNS = [
  "JobIDRaw",
  "JobID",
  "Cluster",
  "User",
  "Account",
  "Partition",
  "QOS",
  "State",
  "ExitCode",
  "Submit",
  "Eligible",
  "Start",
  "End",
  "ElapsedRaw",
  "Suspended",
  "AllocTRES",
  "TotalCPU",
  "MaxRSS",
  "AveRSS",
  "JobName",
] as const;

export type SacctRow = Partial<Record<(typeof COLUMNS)[number], string>>;

/** A run of one hour on 2 CPUs and 1 GiB that ended on 1 March 2026 at 02:00, as the text says it. */
export function sacctRun(jobId: number, change: SacctRow = {}): SacctRow {
  return {
    JobIDRaw: String(jobId),
    JobID: String(jobId),
    Cluster: "lotus",
    User: "somchai",
    Account: "physics",
    Partition: "cpu",
    QOS: "normal",
    State: "COMPLETED",
    ExitCode: "0:0",
    Submit: "2026-03-01T01:00:00",
    Eligible: "2026-03-01T01:00:00",
    Start: "2026-03-01T01:00:00",
    End: "2026-03-01T02:00:00",
    ElapsedRaw: "3600",
    Suspended: "00:00:00",
    AllocTRES: "billing=2,cpu=2,mem=1G,node=1",
    TotalCPU: "",
    JobName: "job",
    ...change,
  };
}

/** A step of such a run. */
export function sacctStep(jobId: number, step: string, change: SacctRow = {}): SacctRow {
  const empty = { User: "", Partition: "", QOS: "" };
  const id = `${jobId}.${step}`;
  const used = { TotalCPU: "00:10:00", MaxRSS: "1000K", AveRSS: "500K" };
  return { ...sacctRun(jobId), ...empty, ...used, JobIDRaw: id, JobID: id, JobName: step, ...change };
}

export interface SacctTextOptions {
  readonly delimiter?: string;
  /** As `--parsable` has it: a delimiter at the end of each line too. */
  readonly closed?: boolean;
  readonly without?: readonly string[];
}

/** What sacct would print of these rows. */
export function sacctText(
  rows: readonly SacctRow[],
  { delimiter = "|", closed = false, without = [] }: SacctTextOptions = {},
): string {
  const columns = COLUMNS.filter((column) => !without.includes(column));
  const end = closed ? `${delimiter}\n` : "\n";
  const lines = rows.map((row) => columns.map((column) => row[column] ?? "").join(delimiter) + end);
  return columns.join(delimiter) + end + lines.join("");
}

export interface Upload {
  readonly as?: SignedIn;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Uploads a text of sacct, as finance unless the test says who. */
export async function upload(
  app: ContractApp,
  body: string | Buffer,
  { as = app.as.finance, query = {}, headers = {} }: Upload = {},
): Promise<LightMyRequestResponse> {
  return await app.inject({
    method: "POST",
    url: "/api/v1/usage/batches",
    query,
    headers: { "content-type": "text/plain", ...as.headers, ...headers },
    payload: body,
  });
}

/** Where runs lie. */
interface Stored {
  readonly ctx: Pick<ContractApp["ctx"], "db">;
}

/** Every table that an ingest may write to, by its number of rows. */
export async function rowCounts(app: Stored): Promise<Record<string, number>> {
  const tables = [
    ...["usage.batch", "usage.reject", "jobs.run", "jobs.run_version", "jobs.label", "rating.charge"],
    ...[
      "rating.uncharged",
      "rating.superseded_charge",
      "inventory.cluster",
      "organisation.billing_account",
      "audit.record",
    ],
  ];
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await app.ctx.db.pool.query<{ n: bigint }>(`select count(*) as n from ${table}`);
    counts[table] = Number(rows[0]?.n);
  }
  return counts;
}

/** Every run but for what differs by who stored it when. */
export async function storedRuns(app: Stored): Promise<Record<string, unknown>[]> {
  const { rows } = await app.ctx.db.pool.query<{ run: Record<string, unknown> }>(`
    select to_jsonb(r) - '{batch_id,content_hash,cluster_id,user_label,account_label,partition_label,qos_label}'::text[]
      || jsonb_build_object('cluster', c.name, 'user', u.text, 'account', a.text, 'partition', p.text, 'qos', q.text) as run
    from jobs.run as r
    join inventory.cluster as c on c.id = r.cluster_id
    join jobs.label as u on u.id = r.user_label join jobs.label as a on a.id = r.account_label
    join jobs.label as p on p.id = r.partition_label join jobs.label as q on q.id = r.qos_label
    order by r.run_id`);
  return rows.map(({ run }) => run);
}

/** What all charges come to, by billing account. */
export async function chargedTotals(app: Stored): Promise<Record<string, string>> {
  const { rows } = await app.ctx.db.pool.query<{ code: string; total: string }>(`
    select b.code, sum(c.cpu_micros + c.gpu_micros + c.memory_micros + c.minimum_micros)::text as total
    from rating.charge as c join organisation.billing_account as b on b.id = c.account_id group by b.code order by b.code`);
  return Object.fromEntries(rows.map(({ code, total }) => [code, total]));
}
