import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transact } from "../../platform/db.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { settled } from "../../testing/settled.ts";
import { tamper } from "../../testing/tamper.ts";
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
    const client = { ip: "203.0.113.77", userAgent: "a browser" };
    const call = { method: "PATCH", operation: "updateBillingAccount", status: 200 };
    await recordEvents(tx, { ...ctx, actor: as.finance.actor, requestId: "request-1", client, call }, events);
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
        actor_role: "finance",
        session_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        api_token_id: null,
        address: "203.0.113.0/24",
        user_agent: createHash("sha256").update("a browser").digest("hex").slice(0, 32),
        method: "PATCH",
        operation: "updateBillingAccount",
        status: 200,
        request_id: "request-1",
        action: "thing.changed",
        subject_type: "thing",
        subject: "thing 0",
        subject_username: null,
        outcome: "success",
        detail: { number: 24, name: "น้ำ" },
        key_id: "test",
        signature: expect.stringMatching(/^[0-9a-f]{64}$/),
        previous_hash: null,
        hash: null,
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

  it("finds what was done to either of two things", async () => {
    const both = (await list("?subject=thing%201&or_subject=thing%202")).json().data;
    expect(both.map((record: { subject: string }) => record.subject).toSorted()).toEqual([
      ...Array.from({ length: 8 }, () => "thing 1"),
      ...(await list("?subject=thing%202")).json().data.map(() => "thing 2"),
    ]);
    expect((await list("?subject=thing%201&or_subject=thing%201")).json().data).toHaveLength(8);
  });

  it.each([
    ["?limit=0", 422, "VALIDATION_FAILED"],
    ["?limit=501", 422, "VALIDATION_FAILED"],
    ["?person=finance", 422, "VALIDATION_FAILED"],
    ["?outcome=good", 422, "VALIDATION_FAILED"],
    ["?from=yesterday", 422, "VALIDATION_FAILED"],
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
      first_sequence: 1,
      checked: total,
      unsealed: 0,
      last_sequence: total,
      checkpoints_compared: 0,
      first_bad_sequence: null,
      reason: null,
    });
    expect((await list("?limit=1")).json().data[0].sequence).toBe(total);
  });

  it.each([
    ["?from=5&to=2", "to", "is before the first"],
    ["?from=5&since_checkpoint=true", "from", "is not taken together with since_checkpoint"],
  ])("refuses the range %s, as nothing of it would be looked at", async (query, field, issue) => {
    const answer = await verify(query);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error.details).toEqual([{ field, issue, in: "querystring" }]);
  });

  it("names the first record that was changed behind the program's back", async () => {
    await tamper(
      app.ctx.db,
      sql`update audit.record set detail = '{"number": 100}' where id = (select record_id from audit.seal where sequence = 9)`,
    );
    expect((await verify()).json()).toMatchObject({
      ok: false,
      checked: 8,
      first_bad_sequence: 9,
      reason: "content_mismatch",
    });
  });
});

const PATHS = ["records", "records.csv", "status", "verify", "checkpoints"].map((path) => `/api/v1/audit/${path}`);

describe.each(PATHS)("%s", (url) => {
  it("is for administrators and auditors alone", async () => {
    const allowed: string[] = [];
    for (const [role, { headers }] of Object.entries(app.as)) {
      const { statusCode } = await app.inject({ url, headers });
      if (statusCode === 200) allowed.push(role);
      else expect([role, statusCode]).toEqual([role, 403]);
    }
    expect(allowed.sort()).toEqual(["auditor", "center_admin"]);
    expect((await app.inject({ url })).statusCode).toBe(401);
  });
});

async function list(query: string) {
  return await app.inject({ url: `/api/v1/audit/records${query}`, headers: app.as.auditor.headers });
}

async function verify(query = "") {
  return await app.inject({ url: `/api/v1/audit/verify${query}`, headers: app.as.auditor.headers });
}
