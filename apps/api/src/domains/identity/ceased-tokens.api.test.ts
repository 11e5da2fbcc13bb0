import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD, type SignInApp, startSignInApp } from "../../testing/sign-in-app.ts";
import { ensureDemoPeople } from "./bootstrap-admin.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();

let app: SignInApp;

beforeAll(async () => {
  app = await startSignInApp({ start: START });
  const person = { displayName: "Tester", roles: ["user"], password: PASSWORD, slurmUsers: [] } as const;
  await ensureDemoPeople(
    app.ctx,
    ["leaving", "promoted", "demoted", "renamed", "racing", "other"].map((username) => ({ ...person, username })),
  );
});

beforeEach(() => {
  app.clock.now = START;
});

afterAll(async () => await app[Symbol.asyncDispose]());

async function tokenOf(username: string): Promise<string> {
  return (await app.signIn({ username })).json().access_token;
}

/** The token is good now, and after `change` it is refused within a second. */
async function expectRefusedAfter(token: string, change: () => Promise<unknown>): Promise<void> {
  expect((await app.me(token)).statusCode).toBe(200);
  await change();
  const changed = performance.now();
  await expect.poll(async () => (await app.me(token)).statusCode, { interval: 20, timeout: 3_000 }).toBe(401);
  expect(performance.now() - changed).toBeLessThan(1_000);
}

describe("an access token, seen before,", () => {
  it("is refused within a second of signing out, and one of another session is not", async () => {
    const [answer, other] = [await app.signIn(), await tokenOf("other")];
    await expectRefusedAfter(answer.json().access_token, async () => await app.logoutOf(answer));
    expect((await app.me(other)).statusCode).toBe(200);
  });

  it("is refused within a second of its person being shut out, however that is done", async () => {
    const token = await tokenOf("leaving");
    await expectRefusedAfter(token, () =>
      sql`update identity.person set disabled_at = now() where username = 'leaving'`.execute(app.ctx.db),
    );
    const { rows } = await sql<{ ended_reason: string }>`
      select s.ended_reason from identity.session s join identity.person p on p.id = s.person_id
      where p.username = 'leaving'`.execute(app.ctx.db);
    expect(rows).toEqual([{ ended_reason: "person_disabled" }]);
  });

  it.each([
    [
      "a role was given",
      "promoted",
      sql`insert into identity.role_grant (id, person_id, role, granted_by)
          select gen_random_uuid(), id, 'auditor', 'test' from identity.person where username = 'promoted'`,
      { roles: ["auditor", "user"] },
    ],
    [
      "a role was taken away",
      "demoted",
      sql`update identity.role_grant g set revoked_at = now(), revoked_by = 'test'
          from identity.person p where p.id = g.person_id and p.username = 'demoted'`,
      { roles: [] },
    ],
    [
      "other Slurm users became theirs",
      "renamed",
      sql`update identity.person set slurm_users = '{renamed2}' where username = 'renamed'`,
      { slurm_users: ["renamed2"] },
    ],
  ])("is refused within a second after %s; a renewed one says what is so", async (_what, username, change, now) => {
    const answer = await app.signIn({ username });
    await expectRefusedAfter(answer.json().access_token, async () => await change.execute(app.ctx.db));
    const renewed = await app.refreshOf(answer);
    expect((await app.me(renewed.json().access_token)).json()).toMatchObject(now);
  });

  it("keeps being good where nothing happened", async () => {
    const token = await tokenOf("other");
    for (let time = 0; time < 3; time += 1) {
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect((await app.me(token)).statusCode).toBe(200);
    }
  });
});

describe("a sign-in that races with the person being shut out", () => {
  it("leaves no session alive, whichever comes first", async () => {
    for (let round = 0; round < 8; round += 1) {
      await sql`update identity.person set disabled_at = null where username = 'racing'`.execute(app.ctx.db);
      const shutOut = new Promise((resolve) => setTimeout(resolve, 40 + round * 12)).then(
        async () =>
          await sql`update identity.person set disabled_at = now() where username = 'racing'`.execute(app.ctx.db),
      );
      const [answer] = await Promise.all([app.signIn({ username: "racing" }), shutOut]);
      expect([200, 401]).toContain(answer.statusCode);
      const { rows } = await sql`
        select s.id from identity.session s join identity.person p on p.id = s.person_id
        where p.username = 'racing' and s.ended_at is null`.execute(app.ctx.db);
      expect(rows).toEqual([]);
    }
  });
});

describe("the database", () => {
  it("keeps an ended session ended and no generation goes back", async () => {
    await app.logoutOf(await app.signIn());
    const revive = sql`update identity.session set ended_at = null, ended_reason = null where ended_reason = 'signed_out'`;
    await expect(revive.execute(app.ctx.db)).rejects.toMatchObject({ code: "P0403" });
    const back = sql`update identity.session set generation = generation - 1 where generation > 1`;
    await expect(back.execute(app.ctx.db)).rejects.toMatchObject({ code: "P0403" });
  });
});
