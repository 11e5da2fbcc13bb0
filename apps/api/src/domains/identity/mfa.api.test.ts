import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MfaApp, startMfaApp } from "../../testing/mfa-app.ts";
import { codeOf, cookieOf, PASSWORD } from "../../testing/sign-in-app.ts";

const START = new Date("2026-03-01T12:00:00Z").getTime();
const HOUR = 3_600_000;

let app: MfaApp;

beforeAll(async () => {
  app = await startMfaApp({ start: START });
});

beforeEach(() => {
  app.clock.now = START;
});

afterAll(async () => await app[Symbol.asyncDispose]());

describe("startTotp and confirmTotp", () => {
  it("set up an app: from then on signing in asks for a code, and the app's own code opens the session", async () => {
    const person = await app.somebody();
    expect((await app.status(person.token)).json()).toEqual({
      enrolled_at: null,
      recovery_codes_left: 0,
      required: false,
    });
    const started = await app.begin(person.token);
    expect([started.statusCode, started.headers["cache-control"]]).toEqual([201, "no-store"]);
    const { secret, otpauth_uri } = started.json();
    expect(otpauth_uri).toContain(`otpauth://totp/Purser:${person.username}?`);
    expect((await app.signIn({ username: person.username })).statusCode).toBe(200); // not yet in force
    const confirmed = await app.confirm(person.token, app.codeNow(secret));
    expect([confirmed.statusCode, confirmed.headers["cache-control"]]).toEqual([200, "no-store"]);
    expect(new Set(confirmed.json().recovery_codes).size).toBe(10);
    expect(await app.lastEvent()).toMatchObject({ action: "mfa.enrolled", actor_name: person.username });
    app.clock.now += 30_000;
    const challenge = await app.challengeOf(person.username);
    const answer = await app.second(challenge, app.codeNow(secret));
    expect(answer.statusCode).toBe(200);
    expect((await app.refresh(cookieOf(answer))).statusCode).toBe(200);
    expect((await app.status(answer.json().access_token)).json()).toEqual({
      enrolled_at: new Date(START).toISOString(),
      recovery_codes_left: 10,
      required: false,
    });
  });

  it("take no code but the app's, and none for a secret that was never shown or half an hour ago", async () => {
    const person = await app.somebody();
    expect(codeOf(await app.confirm(person.token, "123456"))).toEqual([409, "MFA_NOT_STARTED"]);
    const { secret } = (await app.begin(person.token)).json();
    expect(codeOf(await app.confirm(person.token, app.wrongCode(secret)))).toEqual([422, "MFA_CODE_WRONG"]);
    app.clock.now += HOUR / 2;
    const later = (await app.signIn({ username: person.username })).json().access_token;
    expect(codeOf(await app.confirm(later, app.codeNow(secret)))).toEqual([409, "MFA_NOT_STARTED"]);
  });

  it("ask somebody who signed in a while ago to do it again", async () => {
    const person = await app.somebody();
    app.clock.now += 10 * 60_000;
    expect(codeOf(await app.begin(person.token))).toEqual([403, "FRESH_LOGIN_REQUIRED"]);
  });

  it("replace an app by another one only for a code of the first", async () => {
    const { person, secret } = await app.enrolled();
    expect(codeOf(await app.begin(person.token))).toEqual([422, "MFA_CODE_WRONG"]);
    expect(codeOf(await app.begin(person.token, app.wrongCode(secret)))).toEqual([422, "MFA_CODE_WRONG"]);
    app.clock.now += 30_000;
    const next = (await app.begin(person.token, app.codeNow(secret))).json().secret;
    await app.confirm(person.token, app.codeNow(next));
    app.clock.now += 30_000;
    const challenge = await app.challengeOf(person.username);
    expect(codeOf(await app.second(challenge, app.codeNow(secret)))).toEqual([422, "MFA_CODE_WRONG"]);
    expect((await app.second(challenge, app.codeNow(next))).statusCode).toBe(200);
  });
});

describe("login with a second step", () => {
  it("gives a challenge and no token, says nothing of it for a wrong password", async () => {
    const { person } = await app.enrolled();
    const answer = await app.signIn({ username: person.username });
    expect(codeOf(answer)).toEqual([401, "MFA_REQUIRED"]);
    expect(answer.json().error.details).toEqual([
      { issue: "mfa_required", challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/), expires_in: 300 },
    ]);
    expect(answer.cookies).toEqual([]);
    expect(await app.lastEvent()).toMatchObject({ action: "session.code_asked" });
    expect(codeOf(await app.signIn({ username: person.username, password: "wrong" }))).toEqual([
      401,
      "INVALID_CREDENTIALS",
    ]);
  });

  it("takes each code once, whatever challenge it comes with", async () => {
    const { person, secret } = await app.enrolled();
    app.clock.now += 30_000;
    const code = app.codeNow(secret);
    expect((await app.second(await app.challengeOf(person.username), code)).statusCode).toBe(200);
    expect(codeOf(await app.second(await app.challengeOf(person.username), code))).toEqual([422, "MFA_CODE_WRONG"]);
    expect(await app.lastEvent()).toMatchObject({ action: "session.refused", detail: { reason: "code_wrong" } });
  });

  it("takes a recovery code once, in place of the app's", async () => {
    const { person, codes } = await app.enrolled();
    const [code = ""] = codes;
    const answer = await app.second(await app.challengeOf(person.username), code.toUpperCase().replaceAll("-", " "));
    expect(answer.statusCode).toBe(200);
    expect((await app.status(answer.json().access_token)).json().recovery_codes_left).toBe(9);
    expect(codeOf(await app.second(await app.challengeOf(person.username), code))).toEqual([422, "MFA_CODE_WRONG"]);
  });

  it("takes a challenge once, for five minutes, five wrong codes long, and nothing else as one", async () => {
    const { person, secret } = await app.enrolled();
    app.clock.now += 30_000;
    const used = await app.challengeOf(person.username);
    await app.second(used, app.codeNow(secret));
    app.clock.now += 30_000;
    expect(codeOf(await app.second(used, app.codeNow(secret)))).toEqual([401, "MFA_CHALLENGE_ENDED"]);
    const old = await app.challengeOf(person.username);
    app.clock.now += 300_000;
    expect(codeOf(await app.second(old, app.codeNow(secret)))).toEqual([401, "MFA_CHALLENGE_ENDED"]);
    expect(codeOf(await app.second("A".repeat(43), app.codeNow(secret)))).toEqual([401, "MFA_CHALLENGE_ENDED"]);
    const worn = await app.challengeOf(person.username);
    for (let each = 0; each < 5; each += 1)
      expect(codeOf(await app.second(worn, app.wrongCode(secret)))).toEqual([422, "MFA_CODE_WRONG"]);
    expect(codeOf(await app.second(worn, app.codeNow(secret)))).toEqual([401, "MFA_CHALLENGE_ENDED"]);
  });

  it("looks at no code of a person for an hour after ten wrong ones, however many challenges there are", async () => {
    const { person, secret, codes } = await app.enrolled();
    app.clock.now += 30_000;
    for (let each = 0; each < 10; each += 1)
      expect(codeOf(await app.second(await app.challengeOf(person.username), app.wrongCode(secret)))).toEqual([
        422,
        "MFA_CODE_WRONG",
      ]);
    const challenge = await app.challengeOf(person.username);
    const refused = await app.second(challenge, app.codeNow(secret));
    expect(codeOf(refused)).toEqual([429, "MFA_LOCKED"]);
    expect(refused.headers["retry-after"]).toBe("3600");
    expect(codeOf(await app.second(challenge, codes[0] ?? ""))).toEqual([429, "MFA_LOCKED"]);
    app.clock.now += HOUR;
    expect((await app.second(await app.challengeOf(person.username), app.codeNow(secret))).statusCode).toBe(200);
  });

  it("checks nothing for a while after five wrong codes from one address, right or wrong, and tells others nothing", async () => {
    const { person, secret } = await app.enrolled();
    app.clock.now += 30_000;
    for (let each = 0; each < 5; each += 1)
      await app.second(await app.challengeOf(person.username), app.wrongCode(secret), "10.9.9.9");
    const challenge = await app.challengeOf(person.username);
    expect(codeOf(await app.second(challenge, app.codeNow(secret), "10.9.9.9"))).toEqual([429, "LOGIN_LOCKED"]);
    expect((await app.second(challenge, app.codeNow(secret), "10.9.9.8")).statusCode).toBe(200);
  });

  it("lets a challenge lapse when the password changes or the person is shut out", async () => {
    const { person, secret } = await app.enrolled();
    app.clock.now += 30_000;
    const challenge = await app.challengeOf(person.username);
    await app.call({
      method: "POST",
      url: "/api/v1/me/password",
      headers: { authorization: `Bearer ${person.token}` },
      payload: { current_password: PASSWORD, new_password: "canary of a new password" },
    });
    expect(codeOf(await app.second(challenge, app.codeNow(secret)))).toEqual([401, "MFA_CHALLENGE_ENDED"]);
    const other = await app.enrolled();
    app.clock.now += 30_000;
    const second = await app.challengeOf(other.person.username);
    await sql`update identity.person set disabled_at = now() where id = ${other.person.id}`.execute(app.ctx.db);
    expect(codeOf(await app.second(second, app.codeNow(other.secret)))).toEqual([401, "MFA_CHALLENGE_ENDED"]);
  });
});

describe("of several at once", () => {
  it("one wins with one code of the app, each with a challenge of their own", async () => {
    const { person, secret } = await app.enrolled();
    app.clock.now += 30_000;
    const challenges: string[] = [];
    for (let each = 0; each < 6; each += 1) challenges.push(await app.challengeOf(person.username));
    const code = app.codeNow(secret);
    const answers = await Promise.all(challenges.map(async (each) => await app.second(each, code)));
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
  });

  it("one wins with one recovery code, each with a challenge of their own", async () => {
    const { person, codes } = await app.enrolled();
    const challenges: string[] = [];
    for (let each = 0; each < 6; each += 1) challenges.push(await app.challengeOf(person.username));
    const answers = await Promise.all(challenges.map(async (each) => await app.second(each, codes[3] ?? "")));
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
  });

  it("one wins with one challenge, each with a good recovery code of their own", async () => {
    const { person, codes } = await app.enrolled();
    const challenge = await app.challengeOf(person.username);
    const answers = await Promise.all(codes.map(async (each) => await app.second(challenge, each)));
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    const after = await app.status(answers.find((answer) => answer.statusCode === 200)?.json().access_token);
    expect(after.json().recovery_codes_left).toBe(9);
  });

  it("one confirms a secret that was shown once", async () => {
    const person = await app.somebody();
    const { secret } = (await app.begin(person.token)).json();
    const answers = await Promise.all([1, 2, 3].map(async () => await app.confirm(person.token, app.codeNow(secret))));
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
  });
});

it("writes no secret, code or challenge into the log, the audit log or the tables", async () => {
  const { person, secret, codes } = await app.enrolled();
  app.clock.now += 30_000;
  const challenge = await app.challengeOf(person.username);
  const code = app.codeNow(secret);
  await app.second(challenge, code);
  await app.second(await app.challengeOf(person.username), codes[0] ?? "");
  const { rows } = await sql<{ text: string }>`
    select convert_from(r.canonical, 'UTF8') as text from audit.record r
    union all select t::text from identity.totp t union all select e::text from identity.totp_enrolment e
    union all select r::text from identity.recovery_code r union all select c::text from identity.mfa_challenge c
  `.execute(app.ctx.db);
  const written = [...app.lines, ...rows.map((row) => row.text)].join("\n");
  const bytes = app.secretHex(secret);
  for (const hidden of [secret, bytes, challenge, ...codes, ...codes.map((each) => each.replaceAll("-", ""))])
    expect(written).not.toContain(hidden);
  expect(written).not.toContain("otpauth:");
  expect(written).not.toContain("canary");
  expect(rows.length).toBeGreaterThan(40);
});
