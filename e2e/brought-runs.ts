import { ownProgram } from "./own-program.ts";
import { passwordOf, type Username } from "./visit.ts";

/** Calls the API as somebody who has just signed in; throws where it refuses. */
export async function apiOf(username: Username) {
  const { address } = ownProgram();
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ username, password: passwordOf(username) });
  const login = await fetch(`${address}/api/v1/auth/login`, { method: "POST", headers, body });
  const { access_token: token } = await login.json();
  return async (method: "GET" | "POST", path: string, content?: { readonly type: string; readonly body: string }) => {
    const type = content === undefined ? {} : { "content-type": content.type };
    const answer = await fetch(`${address}/api/v1${path}`, {
      ...{ method, headers: { authorization: `Bearer ${token}`, ...type } },
      ...(content === undefined ? {} : { body: content.body }),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(told)}`);
    return told;
  };
}

export type Api = Awaited<ReturnType<typeof apiOf>>;

/** A run on one node, as a line of sacct tells it. */
export interface BroughtRun {
  readonly jobId: number;
  readonly cluster: string;
  readonly user: string;
  readonly account: string;
  /** Epoch seconds. */
  readonly end: number;
  readonly seconds?: number;
  readonly cpus?: number;
  readonly partition?: string;
  readonly state?: string;
}

const COLUMNS = [
  ...["JobIDRaw", "JobID", "Cluster", "User", "Account", "Partition", "QOS", "State", "Submit", "Start", "End"],
  ...["ElapsedRaw", "Suspended", "AllocTRES"],
];

/** Uploads runs, each an hour on one CPU unless it says more. Gives the batch. */
export async function bringRuns(api: Api, runs: readonly BroughtRun[], name = "runs.psv") {
  const lines = runs.map(({ seconds = 3_600, cpus = 1, partition = "cpu", state = "COMPLETED", ...run }) => {
    const names = [run.jobId, run.jobId, run.cluster, run.user, run.account, partition, "normal", state];
    const times = [run.end - seconds, run.end - seconds, run.end, seconds];
    return [...names, ...times, "00:00:00", `billing=${cpus},cpu=${cpus},mem=1G,node=1`];
  });
  const body = [COLUMNS, ...lines].map((cells) => `${cells.join("|")}\n`).join("");
  const query = new URLSearchParams({ source_name: name, time_zone: "Asia/Bangkok" });
  return await api("POST", `/usage/batches?${query}`, { type: "text/plain", body });
}
