import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeOf, PASSWORD, type SignInApp, startSignInApp } from "../../testing/sign-in-app.ts";
import { ensureDemoPeople } from "./bootstrap-admin.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const NOBODY = "019a0000-0000-7000-8000-00000000dead";

let app: SignInApp;
let admin: Answer;
const ids: Record<string, string> = {};

beforeAll(async () => {
  app = await startSignInApp({ start: START });
  const person = { displayName: "Tester", roles: ["user"], password: PASSWORD, slurmUsers: [] } as const;
  await ensureDemoPeople(
    app.ctx,
    ["keeper", "mover", "other"].map((username) => ({ ...person, username })),
  );
  const { rows } = await sql<{ id: string; username: string }>`select id, username from identity.person`.execute(
    app.ctx.db,
  );
  for (const { id, username } of rows) ids[username] = id;
});

beforeEach(async () => {
  app.clock.now = START;
  await sql`delete from identity.session`.execute(app.ctx.db);
  admin = await app.signIn({ username: "keeper" });
});

afterAll(async () => await app[Symbol.asyncDispose]());

type Answer = Awaited<ReturnType<SignInApp["signIn"]>>;

const signInAs = async (username: string, agent = "Desk") =>
  await app.signIn({ username, headers: { "user-agent": agent } });
const asAdmin = async (path: string, method: "GET" | "DELETE" = "GET") =>
  await app.call({
    method,
    url: `/api/v1/people/${path}`,
    headers: { authorization: `Bearer ${admin.json().access_token}` },
  });
const sidOf = (answer: Answer): string =>
  JSON.parse(Buffer.from(answer.json().access_token.split(".")[1], "base64url").toString()).sid;
const closings = async () => {
  const { rows } = await sql<{ subject: string; actor_name: string; detail: object }>`
    select subject, actor_name, detail from audit.record where action = 'session.closed' order by id`.execute(
    app.ctx.db,
  );
  return rows;
};

describe("listPersonSessions", () => {
  it("shows where somebody else is signed in, the last used first and in pages", async () => {
    await signInAs("other");
    const phone = await signInAs("mover", "Phone");
    app.clock.now += 60_000;
    const desk = await signInAs("mover");
    const first = (await asAdmin(`${ids.mover}/sessions?limit=1`)).json();
    expect(first.data).toEqual([
      expect.objectContaining({
        id: sidOf(desk),
        user_agent: "Desk",
        address: "127.0.0.1",
        last_used_at: "2026-03-01T12:01:00.000Z",
        current: false,
      }),
    ]);
    const second = (await asAdmin(`${ids.mover}/sessions?limit=1&cursor=${first.next_cursor}`)).json();
    expect(second).toMatchObject({ data: [{ id: sidOf(phone), user_agent: "Phone" }], next_cursor: null });
  });

  it("marks the session that asks, and knows nobody who is not there", async () => {
    expect((await asAdmin(`${ids.keeper}/sessions`)).json().data).toMatchObject([{ current: true }]);
    expect(codeOf(await asAdmin(`${NOBODY}/sessions`))).toEqual([404, "NOT_FOUND"]);
  });
});

describe("endPersonSession", () => {
  it("ends one session of that person, and writes down who did it", async () => {
    const [lost, kept] = [await signInAs("mover", "Lost"), await signInAs("mover", "Kept")];
    const before = (await closings()).length;
    expect((await asAdmin(`${ids.mover}/sessions/${sidOf(lost)}`, "DELETE")).statusCode).toBe(204);
    expect((await closings()).slice(before)).toEqual([
      {
        subject: ids.mover,
        actor_name: "keeper",
        detail: { session: sidOf(lost), reason: "ended_by_administrator" },
      },
    ]);
    expect(codeOf(await app.refreshOf(lost))).toEqual([401, "SESSION_ENDED"]);
    await expect.poll(async () => (await app.me(lost.json().access_token)).statusCode, { timeout: 2_000 }).toBe(401);
    expect((await app.refreshOf(kept)).statusCode).toBe(200);
    expect(codeOf(await asAdmin(`${ids.mover}/sessions/${sidOf(lost)}`, "DELETE"))).toEqual([404, "NOT_FOUND"]);
  });

  it("knows no session of another person than the one that is named", async () => {
    const others = await signInAs("other");
    const before = (await closings()).length;
    expect(codeOf(await asAdmin(`${ids.mover}/sessions/${sidOf(others)}`, "DELETE"))).toEqual([404, "NOT_FOUND"]);
    expect(await closings()).toHaveLength(before);
    expect((await app.refreshOf(others)).statusCode).toBe(200);
  });
});

describe("signOutPerson", () => {
  it("ends every session of that person and of nobody else, and writes each down", async () => {
    const own = [await signInAs("mover", "A"), await signInAs("mover", "B")];
    const others = await signInAs("other");
    const before = (await closings()).length;
    expect((await asAdmin(`${ids.mover}/sessions`, "DELETE")).statusCode).toBe(204);
    const written = (await closings()).slice(before);
    expect(written.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(own.map((each) => ({ session: sidOf(each), reason: "ended_by_administrator" }))),
    );
    expect(written).toHaveLength(2);
    for (const each of own) expect(codeOf(await app.refreshOf(each))).toEqual([401, "SESSION_ENDED"]);
    for (const each of [others, admin]) expect((await app.refreshOf(each)).statusCode).toBe(200);
  });

  it("does nothing where they are signed in nowhere, and knows nobody who is not there", async () => {
    const before = (await closings()).length;
    expect((await asAdmin(`${ids.mover}/sessions`, "DELETE")).statusCode).toBe(204);
    expect(await closings()).toHaveLength(before);
    expect(codeOf(await asAdmin(`${NOBODY}/sessions`, "DELETE"))).toEqual([404, "NOT_FOUND"]);
  });
});
