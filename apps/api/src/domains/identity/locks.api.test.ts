import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { TEST_PASSWORD } from "../../testing/tokens.ts";

let app: ContractApp;

beforeAll(async () => {
  app = await startContractApp();
});

beforeEach(async () => {
  await sql`delete from identity.sign_in_throttle`.execute(app.ctx.db);
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const signIn = async (username: string, password: string) =>
  await app.inject({ method: "POST", url: "/api/v1/auth/login", payload: { username, password } });
const list = async (headers = app.as.center_admin.headers, query = "") =>
  await app.inject({ url: `/api/v1/sign-in-locks${query}`, headers });
const lift = async (id: string, headers = app.as.center_admin.headers) =>
  await app.inject({ method: "DELETE", url: `/api/v1/sign-in-locks/${id}`, headers });

async function lock(username: string): Promise<void> {
  for (let time = 0; time < 5; time += 1) await signIn(username, "wrong");
}

describe("listSignInLocks", () => {
  it("names a person whom it concerns, and nothing of a name that nobody has", async () => {
    await lock("finance");
    await lock("canary.nobody");
    await signIn("auditor", "wrong"); // four more would lock it
    const answer = await list();
    expect(answer.json()).toEqual({
      data: [
        expect.objectContaining({ username: null, display_name: null, address: "127.0.0.1", failures: 5 }),
        expect.objectContaining({ username: "finance", display_name: "finance", address: "127.0.0.1", failures: 5 }),
      ],
      next_cursor: null,
    });
    expect(answer.body).not.toContain("canary");
    const first = (await list(undefined, "?limit=1")).json();
    const second = (await list(undefined, `?limit=1&cursor=${first.next_cursor}`)).json();
    expect(second.data[0].username).toBe("finance");
  });

  it("is of people whom the audit trail calls by their names", async () => {
    await lock("finance");
    await lock("nobody.at.all");
    const url = "/api/v1/audit/records?action=sign_in.locked&limit=2";
    const { data } = (await app.inject({ url, headers: app.as.auditor.headers })).json();
    expect(data).toEqual([
      expect.objectContaining({ subject: "unknown", subject_username: null }),
      expect.objectContaining({ subject: app.as.finance.actor.id, subject_username: "finance" }),
    ]);
  });

  it("is for administrators and auditors, and lifting for administrators", async () => {
    await lock("finance");
    expect((await list(app.as.auditor.headers)).statusCode).toBe(200);
    const [{ id }] = (await list()).json().data;
    expect((await list(app.as.finance.headers)).statusCode).toBe(403);
    expect((await list(app.as.user.headers)).statusCode).toBe(403);
    expect((await lift(id, app.as.auditor.headers)).statusCode).toBe(403);
  });
});

describe("liftSignInLock", () => {
  it("lets the pair try again at once, and writes down who did it", async () => {
    await lock("finance");
    expect((await signIn("finance", TEST_PASSWORD)).statusCode).toBe(429);
    const [{ id }] = (await list()).json().data;
    expect((await lift(id)).statusCode).toBe(204);
    expect((await signIn("finance", TEST_PASSWORD)).statusCode).toBe(200);
    expect((await list()).json().data).toEqual([]);
    const { rows } = await sql`select actor_name, subject, detail from audit.record
      where action = 'sign_in.unlocked' order by id desc limit 1`.execute(app.ctx.db);
    expect(rows).toEqual([
      {
        actor_name: "center-admin",
        subject: app.as.finance.actor.id,
        detail: { reason: "lifted", lock: id, address: "127.0.0.1" },
      },
    ]);
    expect((await lift(id)).statusCode).toBe(404);
  });

  it("happens once, however many ask for it at once", async () => {
    await lock("finance");
    const [{ id }] = (await list()).json().data;
    const answers = await Promise.all(Array.from({ length: 8 }, async () => (await lift(id)).statusCode));
    expect(answers.filter((status) => status === 204)).toHaveLength(1);
    expect(answers.filter((status) => status === 404)).toHaveLength(7);
  });
});
