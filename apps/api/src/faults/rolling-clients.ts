import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { Secret, TOTP } from "otpauth";
import { TEST_PASSWORD } from "../testing/tokens.ts";

const CSRF = { "x-csrf-protection": "1" };
const PAUSE_MILLISECONDS = 40;
/** How long a code of an authenticator app is that of its time; the one before is taken as well. */
const STEP_MILLISECONDS = 30_000;

interface Call {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: object;
}

interface Answer {
  readonly status: number;
  readonly cookie: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** People at work while programs come and go behind one address: whatever is not answered well is a failure, once and for all. */
export class RollingClients {
  readonly failures: string[] = [];
  /** The receipt that each Idempotency-Key gave. */
  readonly issued = new Map<string, string>();
  readonly #address: URL;
  readonly #accounts: string[];
  readonly #month: string;
  #stopped = false;
  reads = 0;
  renewals = 0;

  constructor(address: URL, work: { readonly accounts: readonly string[]; readonly month: string }) {
    this.#address = address;
    this.#accounts = [...work.accounts];
    this.#month = work.month;
  }

  stop(): void {
    this.#stopped = true;
  }

  async signIn(username: string): Promise<Answer> {
    return await this.call("/api/v1/auth/login", { json: { username, password: TEST_PASSWORD } });
  }

  /** Reads again and again with the access token of the beginning. */
  async read(username: string): Promise<void> {
    const headers = bearer(await this.signIn(username));
    while (!this.#stopped) {
      await this.#well("/api/v1/me", { headers });
      await this.#well("/api/v1/receipts?limit=5", { headers });
      this.reads += 2;
      await sleep(PAUSE_MILLISECONDS);
    }
  }

  /** Lives by its cookie: each renewal spends the one of the renewal before, and what it gives is used once. */
  async renew(username: string): Promise<void> {
    let { cookie } = await this.signIn(username);
    while (!this.#stopped) {
      const renewed = await this.#well("/api/v1/auth/refresh", { method: "POST", headers: { ...CSRF, cookie } });
      await this.#well("/api/v1/me", { headers: bearer(renewed) });
      cookie = renewed.cookie;
      this.renewals += 1;
      await sleep(PAUSE_MILLISECONDS);
    }
  }

  /** Issues one receipt after the other, each twice with one key: the second has to give the first one's answer. */
  async write(username: string): Promise<void> {
    const headers = bearer(await this.signIn(username));
    while (!this.#stopped) {
      const accountId = this.#accounts.pop();
      if (accountId === undefined) throw new Error("there is nothing left to issue");
      const call = {
        ...{ headers: { ...headers, "idempotency-key": accountId } },
        json: { month: this.#month, account_id: accountId },
      };
      const [first, again] = [await this.#well("/api/v1/receipts", call), await this.#well("/api/v1/receipts", call)];
      const [id, sameId] = [first, again].map(({ body }) => (body.data as { id: string }[] | undefined)?.[0]?.id);
      if (id === undefined || id !== sameId) this.failures.push(`key ${accountId} gave ${id}, then ${sameId}`);
      this.issued.set(accountId, id ?? "");
      await sleep(PAUSE_MILLISECONDS);
    }
  }

  /** One call, whatever is answered. */
  async call(path: string, { method, headers = {}, json }: Call): Promise<Answer> {
    const answer = await fetch(new URL(path, this.#address), {
      method: method ?? (json === undefined ? "GET" : "POST"),
      headers: { ...headers, ...(json !== undefined && { "content-type": "application/json" }) },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: answer.status, cookie, body: isJson ? JSON.parse(text) : { text } }; // the proxy answers with text
  }

  async #well(path: string, call: Call): Promise<Answer> {
    const answer = await this.call(path, call).catch((error: Error) => ({ ...NONE, body: { error: inspect(error) } }));
    if (answer.status < 200 || answer.status > 299)
      this.failures.push(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }
}

const NONE: Answer = { status: 0, cookie: "", body: {} };

function bearer({ body }: Answer): { authorization: string } {
  return { authorization: `Bearer ${body.access_token}` };
}

/** Somebody with an authenticator app. Codes are taken once, so that each step of time is good for one of them. */
export class AppHolder {
  readonly #clients: RollingClients;
  readonly #username: string;
  #phone: TOTP | null = null;

  constructor(clients: RollingClients, username: string) {
    this.#clients = clients;
    this.#username = username;
  }

  /** With the code of the step of time before this one. */
  async enrol(): Promise<number> {
    const headers = bearer(await this.#clients.signIn(this.#username));
    const begun = await this.#clients.call("/api/v1/me/mfa/totp", { headers, json: {} });
    this.#phone = new TOTP({ secret: Secret.fromBase32(String(begun.body.secret)) });
    // Not at the end of a step: taken after it, the code would be two steps old.
    const left = STEP_MILLISECONDS - (Date.now() % STEP_MILLISECONDS);
    if (left < 5_000) await sleep(left);
    const json = { code: this.#phone.generate({ timestamp: Date.now() - STEP_MILLISECONDS }) };
    return (await this.#clients.call("/api/v1/me/mfa/totp/confirm", { headers, json })).status;
  }

  async signIn(): Promise<number> {
    const { body } = await this.#clients.signIn(this.#username);
    const { details } = body.error as { details: { challenge: string }[] };
    const json = { challenge: details[0]?.challenge, code: this.#phone?.generate() };
    return (await this.#clients.call("/api/v1/auth/login/mfa", { json })).status;
  }
}
