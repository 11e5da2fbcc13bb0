import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "../../platform/db.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { settled } from "../../testing/settled.ts";
import { recordEvents } from "./record-event.ts";

let app: ContractApp;

beforeAll(async () => {
  app = await startContractApp();
  const { ctx, as } = app;
  const events = Array.from({ length: 25 }, (_, index) => ({
    action: index % 5 === 0 ? "thing.removed" : "thing.changed",
    subject: `thing ${index % 3}`,
    detail: { number: index, name: "น้ำ" },
  }));
  await transact(ctx.db, async (tx) => {
    await recordEvents(tx, { ...ctx, actor: as.finance.actor, requestId: "request-1" }, events);
  });
});

afterAll(async () => await app[Symbol.asyncDispose]());

describe("listAuditRecords", () => {
  it("lists the latest first, with who, what, when and why", async () => {
    const answer = await list("?limit=1");
    expect(answer.json().data).toEqual([
      {
        id: expect.any(String),
        sequence: null,
        occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
        actor_id: app.as.finance.actor.id,
        actor_name: "finance",
        action: "thing.changed",
        subject: "thing 0",
        request_id: "request-1",
        detail: { number: 24, name: "น้ำ" },
      },
    ]);
  });

  it("pages through every record once, whatever the size of a page", async () => {
    const whole = (await list("?limit=500")).json();
    expect(whole.next_cursor).toBeNull();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { data: { id: string }[]; next_cursor: string | null } = (
        await list(`?limit=7${cursor === null ? "" : `&cursor=${cursor}`}`)
      ).json();
      seen.push(...page.data.map((record) => record.id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(seen).toEqual(whole.data.map((record: { id: string }) => record.id));
  });

  it("finds by what was changed and by what was done, and by both", async () => {
    expect((await list("?subject=thing%201")).json().data).toHaveLength(8);
    expect((await list("?action=thing.removed")).json().data).toHaveLength(5);
    expect((await list("?action=thing.removed&subject=thing%201")).json().data).toHaveLength(1);
    expect((await list("?subject='%20or%201=1")).json().data).toEqual([]);
  });

  it.each([
    ["?limit=0", 422, "VALIDATION_FAILED"],
    ["?limit=501", 422, "VALIDATION_FAILED"],
    ["?actor=finance", 422, "VALIDATION_FAILED"],
    ["?cursor=rubbish", 400, "CURSOR_INVALID"],
    [`?cursor=${Buffer.from('["x"]').toString("base64url")}`, 400, "CURSOR_INVALID"],
    [`?cursor=${Buffer.from("[5]").toString("base64url")}`, 400, "CURSOR_INVALID"],
  ])("refuses %s", async (query, status, code) => {
    const answer = await list(query);
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });
});

describe("verifyAudit", () => {
  it("seals, counts and finds the chain good; the list then shows each record's place", async () => {
    await settled(app.ctx.db);
    const answer = (await verify()).json();
    const total = (await list("?limit=500")).json().data.length;
    expect(answer).toEqual({
      ok: true,
      checked: total,
      unsealed: 0,
      last_sequence: total,
      first_bad_sequence: null,
      reason: null,
    });
    expect((await list("?limit=1")).json().data[0].sequence).toBe(total);
  });

  it("names the first record that was changed behind the program's back", async () => {
    await app.ctx.db.transaction().execute(async (tx) => {
      await sql`set local role none`.execute(tx);
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`update audit.record set detail = '{"number": 100}' where id = (select record_id from audit.seal where sequence = 9)`.execute(
        tx,
      );
    });
    expect((await verify()).json()).toMatchObject({
      ok: false,
      checked: 8,
      first_bad_sequence: 9,
      reason: "content_mismatch",
    });
  });
});

describe.each(["/api/v1/audit/records", "/api/v1/audit/verify"])("%s", (url) => {
  it("is for administrators and auditors alone", async () => {
    const statuses: Record<string, number> = {};
    for (const [role, { headers }] of Object.entries(app.as)) {
      statuses[role] = (await app.inject({ url, headers })).statusCode;
    }
    expect(statuses).toEqual({ center_admin: 200, auditor: 200, finance: 403, user: 403 });
    expect((await app.inject({ url })).statusCode).toBe(401);
  });
});

async function list(query: string) {
  return await app.inject({ url: `/api/v1/audit/records${query}`, headers: app.as.auditor.headers });
}

async function verify() {
  return await app.inject({ url: "/api/v1/audit/verify", headers: app.as.auditor.headers });
}
