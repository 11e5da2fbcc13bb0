import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { sacctRun, sacctStep, sacctText, upload } from "../testing/usage-api.ts";

const EDGES = [31n, 32n, 53n, 63n, 64n].flatMap((bits) => [2n ** bits - 1n, 2n ** bits, 2n ** bits + 1n]);
const VALUES: readonly bigint[] = [0n, 1n, ...EDGES, 10n ** 30n];

const EXACT = 2n ** 53n - 1n; // what a JSON number holds to the last digit
const ID = 2n ** 32n - 1n;
const LONGEST = 36_000_000_000n - 1n; // 9999999:59:59, what a duration is read up to

/** How sacct writes a figure, in which of its columns, and up to what it is kept; what is more is set aside. */
interface Source {
  readonly columns: (value: bigint, jobId: string) => Readonly<Record<string, string>>;
  readonly least?: bigint;
  readonly most: bigint;
  /** In the unit of the column; null where it stands for what is not known. */
  readonly stored?: (value: bigint) => bigint | null;
}

const clock = (seconds: bigint) => {
  const two = (value: bigint) => String(value).padStart(2, "0");
  return `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
};
const whole = (column: string): Source => ({ columns: (value) => ({ [column]: String(value) }), most: EXACT });
const tres = (text: (value: bigint) => string): Source => ({
  columns: (value) => ({ AllocTRES: `${text(value)},node=1` }),
  most: EXACT,
});

/** Every figure of a run that comes from a column of sacct. */
const SOURCES: Readonly<Record<string, Source>> = {
  job_id: { columns: (value) => ({ JobIDRaw: String(value), JobID: String(value) }), least: 1n, most: ID },
  array_job_id: { columns: (value, id) => ({ JobIDRaw: id, JobID: `${value}_1` }), least: 1n, most: ID },
  array_task_id: { columns: (value, id) => ({ JobIDRaw: id, JobID: `${id}_${value}` }), most: ID },
  het_job_id: { columns: (value, id) => ({ JobIDRaw: id, JobID: `${value}+1` }), least: 1n, most: ID },
  het_offset: { columns: (value, id) => ({ JobIDRaw: id, JobID: `${id}+${value}` }), most: ID },
  node_count: whole("NNodes"),
  elapsed_seconds: whole("ElapsedRaw"),
  suspended_seconds: { columns: (value) => ({ Suspended: clock(value) }), most: LONGEST },
  time_limit_seconds: { ...whole("TimelimitRaw"), most: EXACT / 60n, stored: (minutes) => minutes * 60n },
  requested_cpus: whole("ReqCPUS"),
  allocated_cpus: tres((value) => `cpu=${value},mem=1G`),
  requested_memory_mib: { columns: (value) => ({ ReqMem: `${value}M` }), most: EXACT },
  allocated_memory_mib: tres((value) => `cpu=1,mem=${value}M`),
  gpus: tres((value) => `cpu=1,gres/gpu=${value},mem=1G`),
  exit_code: { columns: (value) => ({ ExitCode: `${value}:0` }), most: 2n ** 31n - 1n },
  exit_signal: { columns: (value) => ({ ExitCode: `0:${value}` }), most: 2n ** 31n - 1n },
  used_cpu_milliseconds: {
    columns: (value) => ({ TotalCPU: clock(value) }),
    most: LONGEST,
    stored: (seconds) => (seconds === 0n ? null : seconds * 1000n), // zero until the steps are counted
  },
  max_rss_kib: { columns: (value) => ({ MaxRSS: `${value}K` }), most: EXACT },
  energy_joules: {
    ...whole("ConsumedEnergyRaw"),
    most: 10n ** 31n,
    stored: (joules) => (joules < 2n ** 63n ? joules : null), // Slurm's way of saying that it does not know
  },
};
/** Figures that no column of sacct gives: ids of ours, and sums of steps (below). */
const OTHERS = [
  ...["account_label", "cluster_id", "partition_label", "qos_label", "user_label"],
  "used_memory_kib_seconds",
];

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => {
  expect(await brokenInvariants(app.ctx.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

/** A text with one run for each value, which its name says. */
function textOf({ columns }: Source, user: string): string {
  const rows = VALUES.map((value, index): Readonly<Record<string, string>> => {
    const id = String(1000 + index);
    return {
      ...sacctRun(0),
      JobIDRaw: id,
      JobID: id,
      JobName: String(value),
      User: user,
      Cluster: user,
      ...columns(value, id),
    };
  });
  return lines(rows);
}

function lines(rows: readonly Readonly<Record<string, string>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))]
    .map((cells) => `${cells.join("|")}\n`)
    .join("");
}

async function figures(column: string, user: string): Promise<Map<string, { runId: string; stored: string | null }>> {
  const { rows } = await app.ctx.db.pool.query<{ name: string; stored: string | null; run_id: string }>(
    `select r.name, r.${column}::text as stored, r.run_id from jobs.run r join jobs.label l on l.id = r.user_label where l.text = $1`,
    [user],
  );
  return new Map(rows.map(({ name, stored, run_id: runId }) => [name, { runId, stored }]));
}

describe("a figure of Slurm's", () => {
  it("is among those that are tried here, if it is a column of runs", async () => {
    const { rows } = await app.ctx.db.pool.query<{ name: string }>(`
      select column_name as name from information_schema.columns where table_schema = 'jobs' and table_name = 'run'
        and data_type in ('bigint', 'integer', 'smallint', 'numeric')`);
    expect(rows.map(({ name }) => name).sort()).toEqual([...Object.keys(SOURCES), ...OTHERS].sort());
  });

  it.each(Object.entries(SOURCES))("is stored in %s to the last digit or set aside", async (column, source) => {
    const { least = 0n, most, stored = (value) => value } = source;
    const user = column.replaceAll("_", "-");
    const answer = await upload(app, textOf(source, user));
    expect(answer.statusCode).toBe(201);
    const kept = VALUES.filter((value) => value >= least && value <= most);
    const found = await figures(column, user);
    expect(new Map([...found].map(([name, each]) => [name, each.stored]))).toEqual(
      new Map(kept.map((value) => [String(value), stored(value)?.toString() ?? null])),
    );
    expect(answer.json()).toMatchObject({ runs_new: kept.length, rejected: VALUES.length - kept.length });
    for (const each of found.values()) {
      const { body } = await app.inject({ url: `/api/v1/runs/${each.runId}`, headers: app.as.finance.headers });
      // As it is written, before a reader of JSON could round it.
      expect(new RegExp(`"${column}":"?(\\d+|null)`).exec(body)?.[1]).toBe(each.stored ?? "null");
    }
  });

  it.each(["as each is read", "once all is read"])(
    "is not known where steps come to 2^53 or more: %s",
    async (when) => {
      const user = when.replaceAll(" ", "-");
      const run = sacctRun(77, { Cluster: user, User: user, JobName: "sum" });
      const steps = ["0", "1", "2", "3"].map((step) =>
        sacctStep(77, step, { Cluster: user, AveRSS: "2400000000000K", TotalCPU: "9999999-00:00:00" }),
      );
      const many = Array.from({ length: 12 }, (_, index) =>
        sacctStep(77, String(index + 4), { Cluster: user, AveRSS: "", TotalCPU: "9999999-00:00:00" }),
      );
      // Before their run, steps wait for the end of the text.
      const rows = when === "as each is read" ? [run, ...steps, ...many] : [...steps, ...many, run];
      const answer = await upload(app, sacctText(rows));
      expect(answer.json()).toMatchObject({ runs_new: 1, rejected: 0, steps_merged: 16 });
      for (const column of ["used_memory_kib_seconds", "used_cpu_milliseconds"])
        expect((await figures(column, user)).get("sum")?.stored).toBeNull();
    },
  );
});
