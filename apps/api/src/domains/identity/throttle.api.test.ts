import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeOf, type SignInApp, startSignInApp } from "../../testing/sign-in-app.ts";
import { sweepThrottle } from "./sweep-throttle.ts";

let app: SignInApp;
/** Another process of the program on the same database. */
let other: SignInApp;

beforeAll(async () => {
  const trustProxy = "127.0.0.1";
  app = await startSignInApp({ start: Date.now(), trustProxy });
  other = await startSignInApp({ start: Date.now(), trustProxy, database: app.database });
});

beforeEach(async () => {
  await sql`delete from identity.sign_in_throttle`.execute(app.ctx.db);
});

afterAll(async () => {
  await other[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

interface Try {
  readonly username?: string;
  readonly password?: string;
  readonly from?: string;
  readonly at?: SignInApp;
}

const tryIn = async ({ username = "somchai", password = "wrong", from = "192.0.2.1", at = app }: Try = {}) =>
  await at.signIn({ username, password, headers: { "x-forwarded-for": from } });

const right = async (change: Try = {}) => {
  const { from = "192.0.2.1", at = app, username = "somchai" } = change;
  return await at.signIn({ username, headers: { "x-forwarded-for": from } });
};

async function fail(times: number, change: Try = {}): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    expect(codeOf(await tryIn(change))).toEqual([401, "INVALID_CREDENTIALS"]);
  }
}

/** As if so many seconds had passed for the database. */
async function pass(seconds: number): Promise<void> {
  await sql`update identity.sign_in_throttle set locked_until = locked_until - make_interval(secs => ${seconds}),
    failed_at = array(select t - make_interval(secs => ${seconds}) from unnest(failed_at) as t),
    changed_at = changed_at - make_interval(secs => ${seconds})`.execute(app.ctx.db);
}

const events = async (action: string) =>
  (
    await sql<{ subject: string; actor_name: string; detail: Record<string, unknown> }>`
      select subject, actor_name, detail from audit.record where action = ${action} order by id desc`.execute(
      app.ctx.db,
    )
  ).rows;

describe("five failures within a minute", () => {
  it("lock the pair for 300 seconds: the sixth attempt is not even checked, right or wrong", async () => {
    await fail(5);
    const answer = await right();
    expect(codeOf(answer)).toEqual([429, "LOGIN_LOCKED"]);
    const seconds = Number(answer.headers["retry-after"]);
    expect(seconds).toBeGreaterThan(295);
    expect(seconds).toBeLessThanOrEqual(300);
    expect(answer.json().error.message).toContain(`${seconds} seconds`);
    expect(answer.cookies).toEqual([]);
    await pass(299);
    expect(codeOf(await right())).toEqual([429, "LOGIN_LOCKED"]);
    await pass(2);
    expect((await right()).statusCode).toBe(200);
  });

  it("are forgiven by a right password before the fifth, and forgotten after a minute", async () => {
    await fail(4);
    expect((await right()).statusCode).toBe(200);
    await fail(4);
    await pass(61);
    await fail(4);
    expect((await right()).statusCode).toBe(200);
    const { rows } = await sql`select 1 from identity.sign_in_throttle`.execute(app.ctx.db);
    expect(rows).toEqual([]);
  });

  it("lock one address, not the person: an administrator can come in from another", async () => {
    await fail(5);
    expect((await right({ from: "192.0.2.2" })).statusCode).toBe(200);
    expect((await right()).statusCode).toBe(429);
    expect((await right({ username: "other.person" })).statusCode).toBe(401); // nor the address
  });

  it("are the same whatever way the name is written", async () => {
    for (const username of ["somchai", " SOMCHAI", "SomChai ", "ｓｏｍｃｈａｉ", "\tsomchai"])
      await fail(1, { username });
    expect(codeOf(await right())).toEqual([429, "LOGIN_LOCKED"]);
  });

  it("are counted over a whole /64, and over both ways of writing an IPv4 address", async () => {
    for (const host of ["1", "2", "abcd:1", "ffff:ffff:ffff:ffff", "dead:beef::1"]) {
      const from =
        host.includes("::") || host.split(":").length === 4 ? `2001:db8:0:1:${host}` : `2001:db8:0:1::${host}`;
      await fail(1, { from });
    }
    expect((await right({ from: "2001:db8:0:1::99" })).statusCode).toBe(429);
    expect((await right({ from: "2001:db8:0:2::99" })).statusCode).toBe(200);
    await fail(5, { from: "::ffff:198.51.100.4" });
    expect((await right({ from: "198.51.100.4" })).statusCode).toBe(429);
  });

  it("hold for every process on the database and after a restart", async () => {
    await fail(3);
    await fail(2, { at: other });
    expect((await right()).statusCode).toBe(429);
    expect((await right({ at: other })).statusCode).toBe(429);
    const again = await startSignInApp({ start: Date.now(), trustProxy: "127.0.0.1", database: app.database });
    expect((await right({ at: again })).statusCode).toBe(429);
    await again[Symbol.asyncDispose]();
  });

  it("by 32 guesses at once, at two processes, are exactly five: no more is checked", async () => {
    const before = (await events("session.refused")).length;
    const guesses = Array.from({ length: 32 }, (_, each) => tryIn({ at: each % 2 === 0 ? app : other }));
    const answers = (await Promise.all(guesses)).map(codeOf);
    expect(answers.filter(([status]) => status === 401)).toHaveLength(5);
    expect(answers.filter(([, code]) => code === "LOGIN_LOCKED")).toHaveLength(27);
    expect((await events("session.refused")).length - before).toBe(5);
    expect((await events("sign_in.locked")).length).toBeGreaterThan(0);
  });

  it("are not counted for many right passwords at once", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, (_, each) => right({ at: each % 2 ? app : other })));
    expect(answers.map((answer) => answer.statusCode)).toEqual(Array.from({ length: 12 }, () => 200));
  });
});

describe("a name that nobody has", () => {
  it("is answered, counted and locked like one that somebody has", async () => {
    const answersOf = async (username: string) => {
      const answers = [];
      for (let time = 0; time < 7; time += 1) answers.push(await tryIn({ username }));
      return answers.map(({ statusCode, body }) => [
        statusCode,
        body.replace(/"request_id":"[^"]*"/, "").replace(/\d+/, "n"),
      ]);
    };
    expect(await answersOf("nobody.at.all")).toEqual(await answersOf("somchai"));
  });

  it("takes as long", async () => {
    const times: Record<string, number[]> = { somchai: [], "nobody.here": [], "shut.out": [] };
    // Other work on the machine only ever adds to a time: the least of each is the one to compare, and where they are not
    // alike yet, more rounds are. A name whose password is not checked stays a tenth of the others, however many there are.
    let ratio = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 60 && (round < 12 || ratio >= 1.5); round += 1) {
      for (const [username, taken] of Object.entries(times)) {
        const from = performance.now();
        await tryIn({ username, from: `198.51.100.${round}` });
        taken.push(performance.now() - from);
      }
      const least = Object.values(times).map((taken) => Math.min(...taken));
      ratio = Math.max(...least) / Math.min(...least);
    }
    expect(ratio).toBeLessThan(1.5);
  }, 30_000);

  it("is stored nowhere in clear, nor is a hash of it that could be guessed without the key", async () => {
    await fail(5, { username: "canary-typed-as-name" });
    const { rows } = await sql<{ text: string }>`
      select t::text as text from identity.sign_in_throttle t
      union all select r::text || convert_from(r.canonical, 'UTF8') from audit.record r`.execute(app.ctx.db);
    expect(rows.some(({ text }) => text.includes("canary-typed"))).toBe(false);
    const plain = await sql<{ n: bigint }>`
      select count(*) as n from identity.sign_in_throttle
      where pair_hash in (sha256('canary-typed-as-name'), sha256('["password","canary-typed-as-name","192.0.2.1"]'))`.execute(
      app.ctx.db,
    );
    expect(plain.rows[0]?.n).toBe(0n);
  });
});

describe("the beginning and the end of a lock", () => {
  it("are written down once each, for a person by their id", async () => {
    await fail(5);
    await right();
    const [locked] = await events("sign_in.locked");
    const { rows } = await sql<{ id: string }>`select id from identity.person where username = 'somchai'`.execute(
      app.ctx.db,
    );
    expect(locked).toMatchObject({ subject: rows[0]?.id, actor_name: "anonymous", detail: { address: "192.0.2.1" } });
    await pass(301);
    const before = (await events("sign_in.unlocked")).length;
    await Promise.all([sweepThrottle(app.ctx), sweepThrottle(other.ctx)]);
    const ended = await events("sign_in.unlocked");
    expect(ended.length - before).toBe(1);
    expect(ended[0]).toMatchObject({ subject: rows[0]?.id, detail: { reason: "expired", lock: locked?.detail.lock } });
  });

  it("are written down as well where somebody tries again before anything was swept", async () => {
    await fail(5, { username: "nobody.there" });
    await pass(301);
    const before = (await events("sign_in.unlocked")).length;
    await fail(1, { username: "nobody.there" });
    const ended = await events("sign_in.unlocked");
    expect(ended.length - before).toBe(1);
    expect(ended[0]).toMatchObject({ subject: "unknown", detail: { reason: "expired" } });
    await sweepThrottle(app.ctx);
    expect((await events("sign_in.unlocked")).length).toBe(ended.length);
  });
});

describe("what is remembered of pairs", () => {
  it("is forgotten after ten quiet minutes, but not while it is locked", async () => {
    await fail(1);
    await fail(5, { username: "nobody" });
    await sweepThrottle(app.ctx);
    const count = async () =>
      (await sql<{ n: bigint }>`select count(*) as n from identity.sign_in_throttle`.execute(app.ctx.db)).rows[0]?.n;
    expect(await count()).toBe(2n);
    await sql`update identity.sign_in_throttle set changed_at = changed_at - interval '11 minutes'`.execute(app.ctx.db);
    await sweepThrottle(app.ctx);
    expect(await count()).toBe(1n);
  });
});

describe("an address that no proxy of ours has written", () => {
  it("is not believed", async () => {
    const alone = await startSignInApp({ start: Date.now(), database: app.database });
    for (let time = 0; time < 5; time += 1) await fail(1, { at: alone, from: `203.0.113.${time}` });
    expect((await right({ at: alone, from: "203.0.113.99" })).statusCode).toBe(429);
    await alone[Symbol.asyncDispose]();
  });
});
