import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Enrolled, type MfaApp, startMfaApp } from "../../testing/mfa-app.ts";
import { codeOf, PASSWORD } from "../../testing/sign-in-app.ts";

let app: MfaApp;

beforeAll(async () => {
  app = await startMfaApp({ start: new Date("2026-03-01T12:00:00Z").getTime() });
});
afterAll(async () => await app[Symbol.asyncDispose]());

const prove = async ({ person }: Enrolled, code?: string, password = PASSWORD) =>
  await app.call({
    method: "POST",
    url: "/api/v1/auth/reauthenticate",
    headers: { authorization: `Bearer ${person.token}` },
    payload: { password, ...(code !== undefined && { code }) },
  });

const proofs = async ({ person }: Enrolled) => {
  const { rows } = await sql<{ action: string }>`
    select action from audit.record where subject = ${person.id} and action in ('session.proven', 'mfa.refused', 'mfa.recovery_code_used')
    order by id`.execute(app.ctx.db);
  return rows.map(({ action }) => action);
};

const claimsOf = (answer: Awaited<ReturnType<typeof prove>>) =>
  JSON.parse(Buffer.from(answer.json().access_token.split(".")[1], "base64url").toString());

describe("reauthenticate of somebody with a second step", () => {
  it("asks for the code after the right password, and for nothing after a wrong one", async () => {
    const somebody = await app.enrolled();
    app.clock.now += 30_000;
    expect(codeOf(await prove(somebody))).toEqual([401, "MFA_REQUIRED"]);
    expect(codeOf(await prove(somebody, app.codeNow(somebody.secret), "wrong"))).toEqual([401, "INVALID_CREDENTIALS"]);
    expect(await proofs(somebody)).toEqual([]);
    // The code that came with the wrong password is still good.
    const proven = await prove(somebody, app.codeNow(somebody.secret));
    expect(proven.statusCode).toBe(200);
    expect(claimsOf(proven).auth_time).toBe(Math.floor(app.clock.now / 1000));
    expect(await proofs(somebody)).toEqual(["session.proven"]);
  });

  it("takes no code twice, no wrong one, and a recovery code once", async () => {
    const somebody = await app.enrolled();
    const { secret, codes } = somebody;
    expect(codeOf(await prove(somebody, app.codeNow(secret)))).toEqual([422, "MFA_CODE_WRONG"]); // the one of the sign-in
    expect(codeOf(await prove(somebody, app.wrongCode(secret)))).toEqual([422, "MFA_CODE_WRONG"]);
    expect((await prove(somebody, codes[0])).statusCode).toBe(200);
    expect(codeOf(await prove(somebody, codes[0]))).toEqual([422, "MFA_CODE_WRONG"]);
    expect(await proofs(somebody)).toEqual([
      ...["mfa.refused", "mfa.refused"],
      ...["session.proven", "mfa.recovery_code_used", "mfa.refused"],
    ]);
  });

  it("looks at no code for a while after ten wrong ones", async () => {
    const somebody = await app.enrolled();
    app.clock.now += 30_000;
    for (let time = 0; time < 10; time += 1) await prove(somebody, app.wrongCode(somebody.secret));
    const locked = await prove(somebody, app.codeNow(somebody.secret));
    expect(codeOf(locked)).toEqual([429, "MFA_LOCKED"]);
    expect(locked.headers["retry-after"]).toMatch(/^\d+$/);
  });

  it("spends no code on a session that is over", async () => {
    const somebody = await app.enrolled();
    app.clock.now += 30_000;
    const code = app.codeNow(somebody.secret);
    await sql`update identity.session set ended_at = now(), ended_reason = 'signed_out'
              where person_id = ${somebody.person.id}`.execute(app.ctx.db);
    expect((await prove(somebody, code)).statusCode).toBe(401);
    const challenge = await app.challengeOf(somebody.person.username);
    expect((await app.second(challenge, code)).statusCode).toBe(200);
  });
});
