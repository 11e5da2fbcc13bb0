import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "../../platform/db.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { clusterTimeZones } from "./cluster-time-zones.ts";
import { ensureCluster } from "./ensure-cluster.ts";

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

async function ensure(name: string, timeZone = "Asia/Bangkok"): Promise<number> {
  const ctx = { config: app.ctx.config, actor: app.as.finance.actor, requestId: null };
  return await transact(app.ctx.db, async (tx) => await ensureCluster(tx, ctx, { name, timeZone }));
}

describe("ensureCluster", () => {
  it("adds a cluster once, under parallel callers too, and keeps its time zone", async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, async () => await ensure("lotus")));
    expect(new Set(ids).size).toBe(1);
    expect(await ensure("lotus", "Europe/Berlin")).toBe(ids[0]);
    const zoneOf = await transact(
      app.ctx.db,
      async (tx) => await clusterTimeZones(tx, { clusterTimeZone: "Europe/Paris" }),
    );
    expect([zoneOf("lotus"), zoneOf("unseen")]).toEqual(["Asia/Bangkok", "Europe/Paris"]);
    const { rows } = await app.ctx.db.pool.query("select subject from audit.record where action = 'cluster.added'");
    expect(rows).toEqual([{ subject: "lotus" }]);
  });

  it("takes names equal in NFC for one cluster", async () => {
    expect(await ensure("cafe\u0301")).toBe(await ensure("caf\u00e9"));
  });
});

describe("listClusters", () => {
  it("lists clusters by name to everyone who is signed in, and to nobody else", async () => {
    const response = await app.inject({ url: "/api/v1/clusters", headers: app.as.user.headers });
    expect(response.json().data).toContainEqual({ name: "lotus", time_zone: "Asia/Bangkok", last_day: null });
    expect((await app.inject({ url: "/api/v1/clusters" })).statusCode).toBe(401);
  });
});
