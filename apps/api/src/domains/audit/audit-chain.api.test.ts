import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { settled } from "../../testing/settled.ts";

let app: ContractApp;

beforeAll(async () => {
  app = await startContractApp();
});

afterAll(async () => await app[Symbol.asyncDispose]());

const headers = () => app.as.center_admin.headers;

async function records(query: string): Promise<Record<string, unknown>[]> {
  return (await app.inject({ url: `/api/v1/audit/records?${query}`, headers: headers() })).json().data;
}

describe("takeAuditCheckpoint", () => {
  it("signs where the chain stands, shows up in the list and the status, and is the administrator's alone", async () => {
    await settled(app.ctx.db);
    const call = { method: "POST", url: "/api/v1/audit/checkpoints" } as const;
    expect((await app.inject({ ...call, headers: app.as.auditor.headers })).statusCode).toBe(403);
    const taken = await app.inject({ ...call, headers: headers() });
    expect(taken.statusCode).toBe(201);
    const { data } = (await app.inject({ url: call.url, headers: app.as.auditor.headers })).json();
    expect(data).toEqual([taken.json()]);
    const status = (await app.inject({ url: "/api/v1/audit/status", headers: headers() })).json();
    expect(status).toMatchObject({
      latest_checkpoint_sequence: taken.json().sequence,
      latest_checkpoint_at: taken.json().taken_at,
    });
    expect(status.last_sequence).toBeGreaterThanOrEqual(taken.json().sequence);
  });
});

describe("a call that was refused", () => {
  it("is recorded once for each person, operation and reason, with what it was about", async () => {
    const call = { method: "POST", url: "/api/v1/audit/checkpoints", headers: app.as.finance.headers } as const;
    for (let time = 0; time < 5; time += 1) expect((await app.inject(call)).statusCode).toBe(403);
    const found = await records("action=call.refused&actor=finance&outcome=refused");
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      actor_role: "finance",
      operation: "takeAuditCheckpoint",
      method: "POST",
      status: 403,
      subject_type: "operation",
      subject: "takeAuditCheckpoint",
      detail: { code: "FORBIDDEN", operation: "takeAuditCheckpoint" },
    });
  });

  it("is not recorded where it only read, or was nobody's", async () => {
    const before = (await records("action=call.refused")).length;
    await app.inject({ url: "/api/v1/audit/status", headers: app.as.finance.headers });
    await app.inject({ method: "POST", url: "/api/v1/audit/checkpoints" });
    expect(await records("action=call.refused")).toHaveLength(before);
  });
});

describe("exportAuditRecords", () => {
  it("writes what the list shows as CSV that a spreadsheet reads and does not execute", async () => {
    const answer = await app.inject({ url: "/api/v1/audit/records.csv?action=call.refused", headers: headers() });
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8");
    const [heading = "", ...rows] = answer.body.trimEnd().split("\r\n");
    expect(heading).toMatch(/^\uFEFF"sequence","occurred_at","actor_name"/);
    expect(rows).toHaveLength((await records("action=call.refused")).length);
    expect(rows[0]).toContain('"takeAuditCheckpoint"');
  });
});

describe("listAuditRecords", () => {
  it("finds by who, by outcome and by time", async () => {
    const all = await records("limit=500");
    const last = String(all[0]?.occurred_at);
    const upTo = await records(`limit=500&to=${last}`);
    const since = await records(`limit=500&from=${last}`);
    expect(upTo.length + since.length).toBe(all.length);
    expect(since.map((record) => record.id)).toContain(all[0]?.id);
    expect(await records("from=2999-01-01T00:00:00Z")).toEqual([]);
    expect(await records("actor=nobody")).toEqual([]);
    expect((await records("outcome=refused")).every((record) => record.outcome === "refused")).toBe(true);
  });
});

describe("/metrics", () => {
  it("says how long the oldest record has been waiting to be sealed", async () => {
    const { body } = await app.inject({ url: "/metrics" });
    const figure = /^purser_audit_unsealed_seconds (\S+)$/m.exec(body)?.[1];
    expect(Number(figure)).toBeGreaterThanOrEqual(0);
  });
});
