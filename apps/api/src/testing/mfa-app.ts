import type { LightMyRequestResponse } from "fastify";
import { Secret, TOTP } from "otpauth";
import type { Config } from "../config.ts";
import { ensureDemoPeople } from "../domains/identity/bootstrap-admin.ts";
import type { Role } from "../domains/identity/core/permissions.ts";
import { PASSWORD, type SignInApp, startSignInApp } from "./sign-in-app.ts";

export interface Somebody {
  readonly id: string;
  readonly username: string;
  readonly token: string;
}

export interface Enrolled {
  readonly person: Somebody;
  /** In base 32. */
  readonly secret: string;
  readonly codes: readonly string[];
}

type Answer = Promise<LightMyRequestResponse>;

export interface MfaApp extends SignInApp {
  /** Somebody of their own for one test, signed in. */
  readonly somebody: (roles?: readonly Role[]) => Promise<Somebody>;
  /** Somebody with an app in force, signed in with it. */
  readonly enrolled: (roles?: readonly Role[]) => Promise<Enrolled>;
  /** What the app of a person shows, made apart from the code that is tested. */
  readonly codeNow: (secret: string) => string;
  /** Six digits that are none of the three codes that are good now. */
  readonly wrongCode: (secret: string) => string;
  readonly secretHex: (secret: string) => string;
  readonly status: (token: string) => Answer;
  readonly begin: (token: string, code?: string) => Answer;
  readonly confirm: (token: string, code: string) => Answer;
  readonly renew: (token: string, code: string) => Answer;
  readonly disable: (token: string, code: string) => Answer;
  readonly remove: (token: string, personId: string) => Answer;
  /** From another address each time, unless one is named. */
  readonly second: (challenge: string, code: string, from?: string) => Answer;
  /** Gives the right password of somebody and keeps what lets them send the code. */
  readonly challengeOf: (username: string) => Promise<string>;
}

/** The routes of identity with somebody's authenticator app beside them, on the clock of the test. */
export async function startMfaApp(options: { start: number; config?: Partial<Config> }): Promise<MfaApp> {
  const app = await startSignInApp(options);
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const post = async (url: string, token: string, payload: object) =>
    await app.call({ method: "POST", url, headers: bearer(token), payload });
  const phone = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 });
  const codeNow = (secret: string) => phone(secret).generate({ timestamp: app.clock.now });
  const somebody = peopleMaker(app);
  const begin = async (token: string, code?: string) =>
    await post("/api/v1/me/mfa/totp", token, code === undefined ? {} : { code });
  const confirm = async (token: string, code: string) => await post("/api/v1/me/mfa/totp/confirm", token, { code });
  const challengeOf = async (username: string): Promise<string> =>
    (await app.signIn({ username })).json().error.details[0].challenge;
  let calls = 0;
  const second = async (challenge: string, code: string, from?: string) => {
    calls += 1;
    const remoteAddress = from ?? `10.1.${calls >> 8}.${calls & 255}`;
    return await app.call({
      method: "POST",
      url: "/api/v1/auth/login/mfa",
      payload: { challenge, code },
      remoteAddress,
    });
  };
  return {
    ...app,
    ...{ somebody, codeNow, begin, confirm, challengeOf, second },
    wrongCode: (secret) => {
      const good = [-30_000, 0, 30_000].map((away) => phone(secret).generate({ timestamp: app.clock.now + away }));
      return ["000000", "111111", "222222", "333333"].find((code) => !good.includes(code)) ?? "";
    },
    secretHex: (secret) => Secret.fromBase32(secret).hex.toLowerCase(),
    status: async (token) => await app.call({ url: "/api/v1/me/mfa", headers: bearer(token) }),
    renew: async (token, code) => await post("/api/v1/me/mfa/recovery-codes", token, { code }),
    disable: async (token, code) => await post("/api/v1/me/mfa/disable", token, { code }),
    remove: async (token, personId) =>
      await app.call({ method: "DELETE", url: `/api/v1/people/${personId}/mfa`, headers: bearer(token) }),
    enrolled: async (roles) => {
      const person = await somebody(roles);
      const { secret } = (await begin(person.token)).json();
      const { recovery_codes: codes } = (await confirm(person.token, codeNow(secret))).json();
      app.clock.now += 30_000; // a code is good once
      const { access_token: token } = (await second(await challengeOf(person.username), codeNow(secret))).json();
      return { person: { ...person, token }, secret, codes };
    },
  };
}

function peopleMaker(app: SignInApp): MfaApp["somebody"] {
  let made = 0;
  return async (roles = ["user"]) => {
    made += 1;
    const username = `person.${made}`;
    const person = { username, displayName: "ผู้ใช้", roles, password: PASSWORD, slurmUsers: [] };
    await ensureDemoPeople(app.ctx, [person]);
    const token = (await app.signIn({ username })).json().access_token;
    return { id: (await app.me(token)).json().id, username, token };
  };
}
