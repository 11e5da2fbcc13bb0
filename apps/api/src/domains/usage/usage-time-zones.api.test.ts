import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { transact } from "../../platform/db.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { rowCounts, type SacctRow, sacctRun, sacctText, storedRuns, upload } from "../../testing/usage-api.ts";
import { ensureCluster } from "../inventory/ensure-cluster.ts";

let app: ContractApp;
beforeEach(async () => {
  app = await startContractApp({
    now: () => new Date("2026-11-21T04:00:00Z"),
    config: { clusterTimeZone: "Asia/Bangkok" },
  });
});
afterEach(async () => await app[Symbol.asyncDispose]());

async function addCluster(name: string, timeZone: string): Promise<void> {
  const ctx = { config: app.ctx.config, actor: app.as.finance.actor, requestId: null };
  await transact(app.ctx.db, async (tx) => await ensureCluster(tx, ctx, { name, timeZone }));
}

async function starts(): Promise<Record<string, unknown>> {
  return Object.fromEntries((await storedRuns(app)).map((run) => [run.cluster, run.started_at]));
}

/** Clusters of the API's list, by name. */
async function zones(): Promise<Record<string, string>> {
  const { data } = (await app.inject({ url: "/api/v1/clusters", headers: app.as.user.headers })).json();
  return Object.fromEntries(
    data.map((cluster: { name: string; time_zone: string }) => [cluster.name, cluster.time_zone]),
  );
}

const one = (change: SacctRow = {}) => sacctRun(1, change); // starts at 01:00 on its cluster's clock

describe("local times", () => {
  it("are read in the zone on record of the cluster that the column names", async () => {
    await addCluster("spree", "Europe/Berlin");
    const batch = (await upload(app, sacctText([one({ Cluster: "spree" })]))).json();
    expect(batch.time_zone).toBe("Europe/Berlin");
    expect(await starts()).toEqual({ spree: "2026-03-01T00:00:00+00:00" });
  });

  it("are each read in their own cluster's zone where a text has several", async () => {
    await addCluster("spree", "Europe/Berlin");
    await addCluster("hudson", "America/New_York");
    const rows = ["spree", "hudson", "unseen"].map((Cluster) => one({ Cluster }));
    const batch = (await upload(app, sacctText(rows))).json();
    expect(batch).toMatchObject({ runs_new: 3, time_zone: "America/New_York, Asia/Bangkok, Europe/Berlin" });
    expect(await starts()).toEqual({
      spree: "2026-03-01T00:00:00+00:00",
      hudson: "2026-03-01T06:00:00+00:00",
      unseen: "2026-02-28T18:00:00+00:00",
    });
    expect(await zones()).toEqual({ spree: "Europe/Berlin", hudson: "America/New_York", unseen: "Asia/Bangkok" });
  });

  it("decide the month a run is billed in", async () => {
    await addCluster("hudson", "America/New_York");
    // 23:30 on 28 February in New York is 11:30 on 1 March in Bangkok, where the bills are made.
    const late = { Submit: "2026-02-28T20:00:00", Eligible: "2026-02-28T20:00:00", Start: "2026-02-28T22:30:00" };
    await upload(app, sacctText([one({ Cluster: "hudson", ...late, End: "2026-02-28T23:30:00" })]));
    const { data } = (await app.inject({ url: "/api/v1/unbilled", headers: app.as.finance.headers })).json();
    expect(data.map((row: { month: string }) => row.month)).toEqual(["2026-03"]);
  });

  it("are read in the zone that the caller names, which a new cluster keeps and a known one does not", async () => {
    await addCluster("spree", "Europe/Berlin");
    const rows = ["spree", "unseen"].map((Cluster) => one({ Cluster }));
    const batch = (await upload(app, sacctText(rows), { query: { time_zone: "UTC" } })).json();
    expect(batch.time_zone).toBe("UTC");
    expect(await starts()).toEqual({ spree: "2026-03-01T01:00:00+00:00", unseen: "2026-03-01T01:00:00+00:00" });
    expect(await zones()).toEqual({ spree: "Europe/Berlin", unseen: "UTC" });
  });

  it("are read in the zone of the cluster that is named for a text without the column", async () => {
    await addCluster("spree", "Europe/Berlin");
    const text = sacctText([one()], { without: ["Cluster"] });
    const batch = (await upload(app, text, { query: { cluster: "spree" } })).json();
    expect(batch).toMatchObject({ cluster: "spree", time_zone: "Europe/Berlin", runs_new: 1 });
    expect(await starts()).toEqual({ spree: "2026-03-01T00:00:00+00:00" });
  });
});

describe("the cluster of a run", () => {
  it("is the one in its row, before the one that is named", async () => {
    await upload(app, sacctText([one({ Cluster: "spree" }), sacctRun(2, { Cluster: "" })]), {
      query: { cluster: "lotus" },
    });
    expect(Object.keys(await starts()).sort()).toEqual(["lotus", "spree"]);
  });

  it("keeps the same job id on two clusters apart", async () => {
    const batch = (await upload(app, sacctText([one({ Cluster: "a" }), one({ Cluster: "b" })]))).json();
    expect(batch).toMatchObject({ runs_new: 2, rejected: 0 });
  });

  it("is the same however Unicode writes its name", async () => {
    const [composed, decomposed] = ["caf\u00e9", "cafe\u0301"];
    await upload(app, sacctText([one({ Cluster: composed })]));
    const again = await upload(app, sacctText([one({ Cluster: decomposed })]));
    expect(again.json()).toMatchObject({ runs_new: 0, runs_unchanged: 1 });
    const named = sacctText([one()], { without: ["Cluster"] });
    const third = await upload(app, named, { query: { cluster: decomposed } });
    expect(third.json()).toMatchObject({ runs_new: 0, runs_unchanged: 1 });
    expect(await rowCounts(app)).toMatchObject({ "inventory.cluster": 1, "jobs.run": 1 });
  });

  it("is that of a user whose name Unicode can write in two ways, on one account", async () => {
    const rows = ["caf\u00e9", "cafe\u0301"].map((User, index) => sacctRun(index + 1, { User }));
    const batch = (await upload(app, sacctText(rows))).json();
    expect(batch).toMatchObject({ runs_new: 2, rejected: 0 });
    expect(await rowCounts(app)).toMatchObject({ "organisation.billing_account": 1, "rating.charge": 2 });
  });
});
