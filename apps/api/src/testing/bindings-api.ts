import type { BindingTerms } from "@purser/contract/schemas";
import type { ContractApp } from "./contract-app.ts";
import type { SignedIn } from "./tokens.ts";
import { sacctRun, sacctText, upload } from "./usage-api.ts";

/** An answer of the API: its status and what it says. */
export interface Answer {
  readonly status: number;
  // Tests look at fields of whatever the contract lets the answer be.
  // biome-ignore lint/suspicious/noExplicitAny: the contract check has looked at it already.
  readonly body: any;
}

/** Calls about billing accounts and bindings, as finance unless a test says who. */
export function bindingsApi(app: ContractApp) {
  const call = async (method: "GET" | "POST", url: string, payload?: object, who: SignedIn = app.as.finance) => {
    const options = { method, url: `/api/v1${url}`, headers: who.headers };
    const response = await app.inject(payload === undefined ? options : { ...options, payload });
    return { status: response.statusCode, body: response.json() } as Answer;
  };
  const preview = async (terms: BindingTerms) => await call("POST", "/bindings/preview", terms);
  const create = async (terms: BindingTerms) => {
    const shown = await preview(terms);
    if (shown.status !== 200) return shown;
    return await call("POST", "/bindings", { ...terms, preview: shown.body.preview });
  };
  const withdraw = async (bindingId: string) => {
    const shown = await call("GET", `/bindings/${bindingId}/withdrawal`);
    if (shown.status !== 200) return shown;
    return await call("POST", `/bindings/${bindingId}/withdrawal`, { preview: shown.body.preview });
  };
  const openAccount = async (code: string, tier: string | null = null): Promise<string> => {
    const account = { kind: "team", code, name: `Team ${code}`, tier_override: tier };
    return (await call("POST", "/billing-accounts", account)).body.id;
  };
  /** The account, its code and the price of each run of a Slurm account, by display id. */
  const charges = async (slurmAccount: string) => {
    const { rows } = await app.ctx.db.pool.query<{
      id: string;
      code: string;
      micros: string;
      binding_id: string | null;
    }>(
      `select r.display_id as id, b.code, (c.cpu_micros + c.gpu_micros + c.memory_micros + c.minimum_micros)::text as micros,
         c.binding_id
       from rating.charge c join jobs.run r on r.run_id = c.run_id join jobs.label a on a.id = r.account_label
       join organisation.billing_account b on b.id = c.account_id
       where a.text = $1 order by r.job_id`,
      [slurmAccount],
    );
    return rows;
  };
  return { call, preview, create, withdraw, openAccount, charges };
}

/** Runs of a Slurm account of the cluster `lotus`: `[job id, user, end]` each, one hour on 2 CPUs and 1 GiB. */
export async function uploadRuns(
  app: ContractApp,
  account: string,
  runs: readonly (readonly [jobId: number, user: string, end: string])[],
): Promise<void> {
  const lines = runs.map(([jobId, User, End]) => {
    const Start = new Date(Date.parse(`${End}Z`) - 3_600_000).toISOString().slice(0, 19);
    return sacctRun(jobId, { User, Account: account, Submit: Start, Eligible: Start, Start, End });
  });
  const response = await upload(app, sacctText(lines), { query: { time_zone: "UTC" } });
  if (response.statusCode !== 201) throw new Error(response.body);
}
