import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Enrolled, type MfaApp, startMfaApp } from "../testing/mfa-app.ts";
import { type CommandOutcome, runCommand } from "../testing/program.ts";
import { type AuditedEvent, PASSWORD } from "../testing/sign-in-app.ts";
import { parseCommandLine } from "./command-line.ts";

const NEW_PASSWORD = "canary-password-after-the-loss";

let app: MfaApp;
let admin: Enrolled;

beforeAll(async () => {
  app = await startMfaApp({ start: Date.now() });
});
afterAll(async () => await app[Symbol.asyncDispose]());

async function purser(...args: string[]): Promise<CommandOutcome> {
  return await runCommand({ args, databaseUrl: app.database.url });
}

const post = async (url: string, payload: object) => await app.call({ method: "POST", url, payload });

describe("a sole administrator who has lost phone, recovery codes and password", () => {
  beforeAll(async () => {
    admin = await app.enrolled(["center_admin"]);
  });

  it("is let in again by two commands on the server, which are audited as the program's own", async () => {
    const { username, id } = admin.person;
    expect((await app.signIn({ username })).json().error.code).toBe("MFA_REQUIRED");
    const mfa = await purser("person", "reset-mfa", ` ${username.toUpperCase()}`);
    expect(mfa).toMatchObject({ code: 0, printed: "" });
    expect(mfa.complained).toContain(`The second step of ${username} is removed`);
    expect((await app.signIn({ username })).statusCode).toBe(200);

    const reset = await purser("person", "reset-password", username);
    expect(reset.code).toBe(0);
    app.clock.now = Date.now(); // the command has a clock of its own
    const token = /^\/reset-password#token=([A-Za-z0-9_-]{43})\n$/.exec(reset.printed)?.[1] ?? "";
    expect(token).not.toBe("");
    expect(reset.complained).not.toContain(token);
    const body = { token, new_password: NEW_PASSWORD };
    expect((await post("/api/v1/auth/password-reset", body)).statusCode).toBe(204);
    expect((await post("/api/v1/auth/password-reset", body)).json().error.code).toBe("RESET_LINK_INVALID");
    expect((await app.signIn({ username, password: PASSWORD })).statusCode).toBe(401);
    expect((await app.signIn({ username, password: NEW_PASSWORD })).statusCode).toBe(200);

    const { rows: events } = await sql<AuditedEvent>`
      select action, actor_name, detail from audit.record where subject = ${id} order by id`.execute(app.ctx.db);
    for (const action of ["mfa.removed", "password.reset_link_issued"])
      expect(events.filter((event) => event.action === action)).toEqual([
        expect.objectContaining({ actor_name: "purser", detail: expect.objectContaining({ username }) }),
      ]);
    expect(JSON.stringify(events)).not.toContain(token);
  }, 120_000);

  it("is told in one line what stands in the way", async () => {
    const said = async (...args: string[]) => {
      const { code, complained } = await purser("person", ...args);
      return [code, complained];
    };
    const { username } = admin.person;
    expect(await said("reset-mfa", username)).toEqual([1, expect.stringMatching(/^MFA_NOT_SET_UP: .+\n$/)]);
    expect(await said("reset-password", "no.body")).toEqual([
      1,
      "PERSON_UNKNOWN: There is no person with the user name no.body.\n",
    ]);
    expect(await said("reset-password", "shut.out")).toEqual([
      1,
      "PERSON_DISABLED: The person shut.out is disabled.\n",
    ]);
  }, 120_000);

  it.each(["person", "person reset-password", "person reset-mfa ann more", "person make ann"])(
    "is not understood when they say %s",
    (line) => {
      expect(() => parseCommandLine(line.split(" "))).toThrow("person takes two words");
    },
  );
});
