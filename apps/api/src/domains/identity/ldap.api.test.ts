import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { credentialBackends } from "../../credential-backends.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { DIRECTORY_PASSWORD, type ExampleDirectory, GROUPS, PEOPLE } from "../../testing/example-directory.ts";
import { CSRF, codeOf } from "../../testing/sign-in-app.ts";
import { describeWithSlapd } from "../../testing/with-slapd.ts";
import { ensureDemoPeople } from "./bootstrap-admin.ts";
import { localPasswords } from "./credentials.ts";
import { recheckTokenHolders } from "./recheck-token-holders.ts";
import { refreshSession } from "./refresh-session.ts";

const LOCAL_PASSWORD = "canary-password-of-a-local-person";
const USERS = `cn=infrahub-users,${GROUPS}`;

await describeWithSlapd("a person of the directory", (slapd) => {
  let app: ContractApp;
  const clock = { now: Date.parse("2026-03-01T12:00:00Z") };

  beforeAll(async () => {
    app = await startContractApp({
      now: () => new Date(clock.now),
      config: { authBackends: ["local", "ldap"], ldap: slapd().config },
    });
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  const signIn = async (username: string, password = DIRECTORY_PASSWORD) =>
    await app.inject({ method: "POST", url: "/api/v1/auth/login", payload: { username, password } });
  const refresh = async (answer: Awaited<ReturnType<typeof signIn>>) => {
    const [cookie] = answer.cookies.filter(({ name }) => name.endsWith("purser_refresh"));
    const cookies = { [cookie?.name ?? "none"]: cookie?.value ?? "none" };
    return await app.inject({ method: "POST", url: "/api/v1/auth/refresh", headers: CSRF, cookies });
  };
  const me = async (answer: Awaited<ReturnType<typeof signIn>>) => {
    const headers = { authorization: `Bearer ${answer.json().access_token}` };
    return await app.inject({ url: "/api/v1/me", headers });
  };
  const events = async () => {
    const { rows } = await sql<{ action: string; actor_name: string; detail: Record<string, unknown> }>`
      select action, actor_name, detail from audit.record order by id desc limit 10`.execute(app.ctx.db);
    return rows;
  };
  const addMember = async (uid: string, ...groups: string[]) => {
    const { addPerson, addToGroup } = slapd();
    const dn = await addPerson({ uid });
    for (const group of groups) await addToGroup(`cn=${group},${GROUPS}`, dn);
    return dn;
  };
  const leaveGroup = async (directory: ExampleDirectory, group: string) => {
    await directory.removeGroup(`cn=${group},${GROUPS}`);
  };

  it("gets an account at the first sign-in, with the name and the roles that the directory gives", async () => {
    const dn = await slapd().addPerson({ uid: "somchai", displayName: "สมชาย ใจดี" });
    await slapd().addToGroup(USERS, dn);
    await slapd().addToGroup(`cn=infrahub-team-leads-ai,${GROUPS}`, dn);
    const answer = await signIn(" SomChai ");
    expect(answer.statusCode).toBe(200);
    expect((await me(answer)).json()).toMatchObject({
      username: "somchai",
      display_name: "สมชาย ใจดี",
      roles: ["team_lead", "user"],
      slurm_users: ["somchai"],
    });
    const written = await events();
    expect(written.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["session.opened", "grants.replaced", "person.created"]),
    );
    expect(written.find(({ action }) => action === "grants.replaced")).toMatchObject({
      actor_name: "directory",
      detail: {
        given: [
          { role: "team_lead", scope: "ai" },
          { role: "user", scope: null },
        ],
        taken: [],
      },
    });
  });

  it("changes nothing at the next sign-in where nothing has changed, and takes over a new name", async () => {
    await signIn("somchai");
    const [latest, before] = await events();
    expect([latest?.action, before?.action]).not.toContain("grants.replaced");
    await slapd().change(`uid=somchai,${PEOPLE}`, { displayName: "สมชาย รักเรียน" });
    expect((await me(await signIn("somchai"))).json().display_name).toBe("สมชาย รักเรียน");
    expect((await events()).map(({ action }) => action)).toContain("person.changed");
  });

  it("is made once, however many sign in as them at once for the first time", async () => {
    await addMember("hasty", "infrahub-users");
    const answers = await Promise.all(Array.from({ length: 4 }, async () => await signIn("hasty")));
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 200]);
  });

  it("is refused like everybody with a wrong password, and it is written down which of them it was", async () => {
    const wrong = await signIn("somchai", "wrong");
    expect(codeOf(wrong)).toEqual([401, "INVALID_CREDENTIALS"]);
    expect((await events())[0]?.detail).toEqual({ reason: "password_wrong", username: "somchai" });
    const unknown = await signIn("canary-that-nobody-is", "wrong");
    expect(codeOf(unknown)).toEqual([401, "INVALID_CREDENTIALS"]);
    expect((await events())[0]?.detail).toEqual({ reason: "name_unknown" });
    expect(codeOf(await signIn("*)(uid=*"))).toEqual([401, "INVALID_CREDENTIALS"]);
  });

  it("is told that they have no role where no group gives one, and gets no account", async () => {
    await addMember("guest", "library-readers");
    expect(codeOf(await signIn("guest"))).toEqual([403, "NO_ROLE_ASSIGNED"]);
    expect((await events())[0]).toMatchObject({
      action: "session.refused",
      detail: { reason: "no_role_assigned", username: "guest" },
    });
    const { rows } = await sql`select from identity.person where username = 'guest'`.execute(app.ctx.db);
    expect(rows).toHaveLength(0);
    expect(codeOf(await signIn("guest", "wrong"))).toEqual([401, "INVALID_CREDENTIALS"]);
  });

  it("loses a role with its group at the next renewal", async () => {
    await addMember("leaver", "infrahub-users", "infrahub-finance-2");
    await slapd().addToGroup(`cn=infrahub-auditors,${GROUPS}`, `uid=leaver,${PEOPLE}`);
    const first = await signIn("leaver");
    expect((await me(first)).json().roles).toEqual(["auditor", "user"]);
    await leaveGroup(slapd(), "infrahub-auditors");
    const second = await refresh(first);
    expect((await me(second)).json().roles).toEqual(["user"]);
    expect(await events()).toContainEqual(
      expect.objectContaining({
        action: "grants.replaced",
        detail: expect.objectContaining({ given: [], taken: [{ role: "auditor", scope: null }] }),
      }),
    );
    const { rows } = await sql`
      select revoked_by from identity.role_grant g join identity.person p on p.id = g.person_id
      where p.username = 'leaver' and g.role = 'auditor' and g.revoked_at is not null`.execute(app.ctx.db);
    expect(rows).toEqual([{ revoked_by: "directory" }]);
  });

  it("keeps a role that was granted here, whatever the directory says", async () => {
    await addMember("granted", "infrahub-temps");
    await addMember("granted-first", "infrahub-users");
    const first = await signIn("granted-first");
    await sql`insert into identity.role_grant (id, person_id, role, granted_by)
              select gen_random_uuid(), id, 'finance', 'test' from identity.person where username = 'granted-first'`.execute(
      app.ctx.db,
    );
    await slapd().change(`uid=granted-first,${PEOPLE}`, { description: "moved" });
    const second = await refresh(first);
    expect((await me(second)).json().roles).toEqual(["finance", "user"]);
  });

  it("can be given a role before they first sign in, where no group gives one", async () => {
    await addMember("awaited", "infrahub-guests");
    const { headers } = app.as.center_admin;
    const payload = { username: "awaited", display_name: "Awaited", source: "ldap" };
    const made = await app.inject({ method: "POST", url: "/api/v1/people", headers, payload });
    expect(made.json()).toMatchObject({ source: "ldap", slurm_users: ["awaited"] });
    expect(codeOf(await signIn("awaited"))).toEqual([403, "NO_ROLE_ASSIGNED"]);
    const grant = { username: "awaited", role: "auditor" };
    await app.inject({ method: "POST", url: "/api/v1/grants", headers, payload: grant });
    const answer = await signIn("awaited");
    expect((await me(answer)).json().roles).toEqual(["auditor"]);
    expect((await refresh(answer)).statusCode).toBe(200);
  });

  it.each([
    ["removed from the directory", async () => await slapd().removePerson("gone")],
    [
      "disabled in it",
      async () => await slapd().change(`uid=gone,${PEOPLE}`, { pwdAccountLockedTime: "000001010000Z" }),
    ],
    ["left without any group", async () => await leaveGroup(slapd(), "infrahub-field-admins-gone")],
  ])("is signed out everywhere at the next renewal after being %s", async (_what, happens) => {
    await addMember("gone", "infrahub-field-admins-gone");
    const [here, there] = [await signIn("gone"), await signIn("gone")];
    await happens();
    expect(codeOf(await refresh(here))).toEqual([401, "SESSION_ENDED"]);
    expect((await events())[0]).toMatchObject({
      action: "session.revoked",
      detail: { reason: "not_vouched_for", username: "gone" },
    });
    expect(codeOf(await refresh(there))).toEqual([401, "SESSION_ENDED"]);
    const { rows } = await sql`
      select from identity.role_grant g join identity.person p on p.id = g.person_id
      where p.username = 'gone' and g.revoked_at is null`.execute(app.ctx.db);
    expect(rows).toHaveLength(0);
    expect((await signIn("gone")).statusCode).not.toBe(200);
    await slapd()
      .removePerson("gone")
      .catch(() => undefined); // it may have been what happened
    await slapd()
      .removeGroup(`cn=infrahub-field-admins-gone,${GROUPS}`)
      .catch(() => undefined);
    await sql`update identity.person set username = 'gone-' || substr(id::text, 25) where username = 'gone'`.execute(
      app.ctx.db,
    );
  });

  it("who was shut out here stays out, whatever the directory says", async () => {
    await addMember("shut.out", "infrahub-users");
    const first = await signIn("shut.out");
    await sql`update identity.person set disabled_at = now() where username = 'shut.out'`.execute(app.ctx.db);
    expect(codeOf(await signIn("shut.out"))).toEqual([401, "INVALID_CREDENTIALS"]);
    expect(codeOf(await refresh(first))).toEqual([401, "SESSION_ENDED"]);
  });

  it("is not somebody else who has their user name now", async () => {
    await addMember("reused", "infrahub-users");
    const first = await signIn("reused");
    await slapd().removePerson("reused");
    await addMember("reused", "infrahub-finance");
    expect(codeOf(await signIn("reused"))).toEqual([401, "INVALID_CREDENTIALS"]);
    expect((await events())[0]?.detail).toEqual({ reason: "other_person", username: "reused" });
    expect(codeOf(await refresh(first))).toEqual([401, "SESSION_ENDED"]);
  });

  it("is not linked with a person of ours, and their password is not asked of the directory", async () => {
    await ensureDemoPeople(app.ctx, [
      {
        username: "local",
        displayName: "Local",
        roles: ["user"],
        password: LOCAL_PASSWORD,
        slurmUsers: [],
      },
    ]);
    await addMember("local", "infrahub-center-admins");
    expect(codeOf(await signIn("local", DIRECTORY_PASSWORD))).toEqual([401, "INVALID_CREDENTIALS"]);
    const answer = await signIn("local", LOCAL_PASSWORD);
    expect((await me(answer)).json().roles).toEqual(["user"]);
    const { rows } = await sql`select source from identity.person where username = 'local'`.execute(app.ctx.db);
    expect(rows).toEqual([{ source: "local" }]);
  });

  it("has no password here, cannot be given one, and stays of the directory: the database holds it", async () => {
    const change = async (set: string) =>
      await sql`update identity.person set ${sql.raw(set)} where username = 'somchai'`.execute(app.ctx.db);
    await expect(change("password_hash = 'x'")).rejects.toThrow("person_password_is_local");
    await expect(change("source = 'local'")).rejects.toThrow("does not change");
    const grant = sql`insert into identity.role_grant (id, person_id, role, granted_by, source)
                      select gen_random_uuid(), id, 'finance', 'test', 'ldap' from identity.person where username = 'local'`;
    await expect(grant.execute(app.ctx.db)).rejects.toThrow("not of the directory");
  });

  it("is asked to come back while the directory is away, keeps the session, and is not counted as wrong", async () => {
    const first = await signIn("somchai");
    await slapd().stop();
    for (let tries = 0; tries < 7; tries += 1) {
      const answer = await signIn("somchai");
      expect(codeOf(answer)).toEqual([503, "DIRECTORY_UNAVAILABLE"]);
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    }
    expect((await events())[0]).toMatchObject({
      action: "session.refused",
      detail: { reason: "directory_unavailable", directory: "unreachable", username: "somchai" },
    });
    const refused = await refresh(first);
    expect(codeOf(refused)).toEqual([503, "DIRECTORY_UNAVAILABLE"]);
    expect(refused.cookies).toEqual([]);
    expect((await events())[0]?.action).toBe("person.not_confirmed");
    expect((await signIn("local", LOCAL_PASSWORD)).statusCode).toBe(200); // people of ours do not need it
    await slapd().start();
    expect((await signIn("somchai")).statusCode).toBe(200);
    expect((await refresh(first)).statusCode).toBe(200);
  });

  it("loses what their API token may do within a round of checks after they have left", async () => {
    await addMember("tokened", "infrahub-users");
    const headers = { authorization: `Bearer ${(await signIn("tokened")).json().access_token}` };
    const payload = { name: "script", scopes: ["runs:read"], days: 30 };
    const made = await app.inject({ method: "POST", url: "/api/v1/me/api-tokens", headers, payload });
    const useToken = async () =>
      await app.inject({ url: "/api/v1/runs", headers: { authorization: `Bearer ${made.json().token}` } });
    const ctx = { ...app.ctx, backends: credentialBackends(app.ctx) };
    expect(await recheckTokenHolders(ctx)).toBe(0);
    expect((await useToken()).statusCode).toBe(200);
    await slapd().removePerson("tokened");
    expect(await recheckTokenHolders(ctx)).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 600)); // what was read of a token is believed for half a second
    expect(codeOf(await useToken())).toEqual([403, "FORBIDDEN"]);
    await slapd().stop();
    await expect(recheckTokenHolders(ctx)).rejects.toMatchObject({ code: "DIRECTORY_UNAVAILABLE" });
    await slapd().start();
  });

  it("cannot go on where the directory is not asked any more", async () => {
    const [cookie] = (await signIn("somchai")).cookies;
    const ctx = { ...app.ctx, backends: [localPasswords], requestId: null, client: null, call: null };
    await expect(refreshSession(ctx, cookie?.value)).rejects.toMatchObject({ code: "SESSION_ENDED" });
  });

  it("leaves no password in the log, the audit or the database", async () => {
    const { rows } = await sql<{ text: string }>`
      select convert_from(r.canonical, 'UTF8') || r::text as text from audit.record r
      union all select p::text from identity.person p`.execute(app.ctx.db);
    const written = JSON.stringify([rows, app.logged]);
    expect(rows.length).toBeGreaterThan(20);
    expect(written).not.toContain("canary");
  });
});
