import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf, type PeopleApi, startPeopleApi } from "../../testing/people-api.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";

let app: PeopleApi;
beforeAll(async () => {
  app = await startPeopleApi();
});
afterAll(async () => await app[Symbol.asyncDispose]());

describe("giveGrant", () => {
  it("says who gave what, over what and until when, and writes it down", async () => {
    const { id } = await app.added("given");
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const answer = await app.call(app.admin, "POST", "/grants", {
      username: "given",
      role: "team_lead",
      scope: "t-7",
      until,
    });
    expect(answer.json()).toMatchObject({
      ...{ person_id: id, role: "team_lead", scope: "t-7", until, source: "local", state: "live" },
      ...{ granted_by: "center-admin", revoked_at: null, revoked_by: null },
    });
    expect(await app.lastEvent(id)).toMatchObject({
      action: "grant.given",
      detail: { role: "team_lead", scope: "t-7", until },
    });
    const again = await app.call(app.admin, "POST", "/grants", { username: "given", role: "team_lead", scope: "t-7" });
    expect(outcomeOf(again)).toEqual([409, "GRANT_EXISTS"]);
  });

  it("counts a grant before its end and not after, and gives it anew then", async () => {
    const { id } = await app.added("ending");
    await sql`insert into identity.role_grant (id, person_id, role, granted_by, granted_at, until)
              values (gen_random_uuid(), ${id}, 'finance', 'x', now() - interval '2 hours', now() - interval '1 hour')`.execute(
      app.ctx.db,
    );
    expect((await app.call(app.admin, "GET", `/people/${id}`)).json().grants).toEqual([]);
    expect((await app.call(app.admin, "POST", "/grants", { username: "ending", role: "finance" })).statusCode).toBe(
      201,
    );
    const states = (await app.call(app.admin, "GET", `/people/${id}/grants`)).json().data;
    expect(states.map((each: { state: string }) => each.state)).toEqual(["live", "expired"]);
  });

  it.each([
    ["a field role without a field", { role: "field_admin" }, [422, "GRANT_SCOPE_MISMATCH"]],
    ["a role of the centre with a scope", { role: "finance", scope: "f1" }, [422, "GRANT_SCOPE_MISMATCH"]],
    ["a scope that is no id", { role: "team_lead", scope: "a/b" }, [422, "VALIDATION_FAILED"]],
    ["an end in the past", { role: "user", until: "2020-01-01T00:00:00Z" }, [422, "GRANT_UNTIL_PAST"]],
    ["an end that no calendar has", { role: "user", until: "2016-12-31T23:59:60Z" }, [422, "VALIDATION_FAILED"]],
    ["a role that there is not", { role: "root" }, [422, "VALIDATION_FAILED"]],
    ["a field that only the database has", { role: "user", granted_by: "x" }, [422, "VALIDATION_FAILED"]],
  ])("refuses %s", async (_what, grant, expected) => {
    expect(outcomeOf(await app.call(app.admin, "POST", "/grants", { username: "user", ...grant }))).toEqual(expected);
  });

  it("refuses a name that nobody has, but only to those who might give the role", async () => {
    const nobody = { username: "nobody-has-this", role: "finance" };
    expect(outcomeOf(await app.call(app.admin, "POST", "/grants", nobody))).toEqual([422, "PERSON_UNKNOWN"]);
    expect(outcomeOf(await app.call(app.as.dept_admin, "POST", "/grants", nobody))).toEqual([403, "GRANT_EXCEEDS_OWN"]);
  });

  it("lets those with a scoped role hand on that and nothing else, for no longer than they hold it", async () => {
    await app.added("deputy");
    const give = async (grant: object, who = app.as.team_lead) =>
      outcomeOf(await app.call(who, "POST", "/grants", { username: "deputy", ...grant }));
    const exceeds = [403, "GRANT_EXCEEDS_OWN"];
    expect(await give({ role: "team_lead", scope: "another-scope" })).toEqual(exceeds);
    expect(await give({ role: "dept_admin", scope: "own-scope" })).toEqual(exceeds);
    expect(await give({ role: "user" })).toEqual(exceeds);
    expect(await give({ role: "team_lead", scope: "own-scope" })).toEqual([201, undefined]);
    const brief = await signInAs(app.ctx, "user", { username: "brief" });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await app.call(app.admin, "POST", "/grants", { username: "brief", role: "team_lead", scope: "short", until });
    const again = await signInAs(app.ctx, "user", { username: "brief" });
    expect(again.actor.id).toBe(brief.actor.id);
    expect(await give({ role: "team_lead", scope: "short" }, again)).toEqual(exceeds);
    expect(await give({ role: "team_lead", scope: "short", until }, again)).toEqual([201, undefined]);
  });

  it("looks at what the giver holds now, not at what their token says", async () => {
    const leaving = await signInAs(app.ctx, "center_admin", { username: "leaving-admin" });
    await app.revokeRole("leaving-admin", "center_admin");
    const answer = await app.call(leaving, "POST", "/grants", { username: "user", role: "auditor" });
    expect(outcomeOf(answer)).toEqual([403, "GRANT_EXCEEDS_OWN"]);
  });

  it("gives a role once when ten ask at the same time", async () => {
    await app.added("popular");
    const asked = Array.from({ length: 10 }, () =>
      app.call(app.admin, "POST", "/grants", { username: "popular", role: "user" }),
    );
    const statuses = (await Promise.all(asked)).map((answer) => answer.statusCode).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  });

  it("stops at 64 grants", async () => {
    await app.added("collector");
    const grant = (scope: string) =>
      app.call(app.admin, "POST", "/grants", { username: "collector", role: "team_lead", scope });
    for (let n = 0; n < 64; n += 1) await grant(`t${n}`);
    expect(outcomeOf(await grant("t64"))).toEqual([409, "GRANT_TOO_MANY"]);
  });
});

describe("revokeGrant", () => {
  it("closes the grant once and keeps it as history", async () => {
    const { id } = await app.added("losing");
    await app.call(app.admin, "POST", "/grants", { username: "losing", role: "finance" });
    const grant = await app.grantOf("losing", "finance");
    const answer = await app.call(app.admin, "POST", `/grants/${grant}/revocation`);
    expect(answer.json()).toMatchObject({ id: grant, state: "revoked", revoked_by: "center-admin" });
    expect(await app.lastEvent(id)).toMatchObject({ action: "grant.revoked", detail: { grant, role: "finance" } });
    expect(outcomeOf(await app.call(app.admin, "POST", `/grants/${grant}/revocation`))).toEqual([409, "GRANT_ENDED"]);
    expect((await app.call(app.admin, "GET", `/people/${id}/grants`)).json().data).toHaveLength(1);
  });

  it("leaves a role of the directory to the directory, and shows it beside the others", async () => {
    const made = await sql<{ id: string }>`
      insert into identity.person (id, username, display_name, slurm_users, source)
      values (gen_random_uuid(), 'from-ldap', 'From LDAP', '{}', 'ldap') returning id`.execute(app.ctx.db);
    const id = made.rows[0]?.id;
    await app.call(app.admin, "POST", "/grants", { username: "from-ldap", role: "auditor" });
    await sql`insert into identity.role_grant (id, person_id, role, source, granted_by)
              values (gen_random_uuid(), ${id}, 'finance', 'ldap', 'ldap'),
                     (gen_random_uuid(), ${id}, 'auditor', 'ldap', 'ldap')`.execute(app.ctx.db);
    const sources = (await app.call(app.admin, "GET", `/people/${id}/grants`)).json().data;
    expect(sources.map((each: { source: string }) => each.source).sort()).toEqual(["ldap", "ldap", "local"]);
    expect(outcomeOf(await app.revokeRole("from-ldap", "finance"))).toEqual([409, "GRANT_FROM_DIRECTORY"]);
  });

  it("answers 404 for a grant that is not in the caller's scope as for one that does not exist", async () => {
    const absent = await app.call(
      app.as.field_admin,
      "POST",
      "/grants/01890a5d-ac96-774b-bcce-b302099a8057/revocation",
    );
    const foreign = await app.revokeRole("auditor", "auditor", app.as.field_admin);
    expect(outcomeOf(foreign)).toEqual([404, "NOT_FOUND"]);
    const plain = (body: string) => body.replace(/"request_id":"[^"]*"/, "");
    expect(plain(foreign.body)).toBe(plain(absent.body));
  });

  it("lets nobody take their own role of administrator away", async () => {
    expect(outcomeOf(await app.revokeRole("center-admin", "center_admin"))).toEqual([409, "OWN_CENTER_ADMIN"]);
  });
});

describe("the last administrator", () => {
  it("stays where the others' roles end by themselves", async () => {
    const brief = await signInAs(app.ctx, "user", { username: "brief-admin" });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await app.call(app.admin, "POST", "/grants", { username: "brief-admin", role: "center_admin", until });
    const who = await signInAs(app.ctx, "user", { username: "brief-admin" });
    expect(outcomeOf(await app.revokeRole("center-admin", "center_admin", who))).toEqual([409, "LAST_CENTER_ADMIN"]);
    const disabled = await app.call(who, "PATCH", `/people/${app.admin.actor.id}`, { disabled: true });
    expect(outcomeOf(disabled)).toEqual([409, "LAST_CENTER_ADMIN"]);
    expect((await app.revokeRole("brief-admin", "center_admin")).statusCode).toBe(200);
    expect(brief.actor.id).toBe(who.actor.id);
  });

  it("is one of two who take the role from each other at the same time, ten times over", async () => {
    for (let round = 0; round < 10; round += 1) {
      const other = await signInAs(app.ctx, "center_admin", { username: `rival-${round}` });
      const [mine, theirs] = [
        await app.grantOf("center-admin", "center_admin"),
        await app.grantOf(`rival-${round}`, "center_admin"),
      ];
      const answers = await Promise.all([
        app.call(app.admin, "POST", `/grants/${theirs}/revocation`),
        app.call(other, "POST", `/grants/${mine}/revocation`),
      ]);
      expect(answers.map((answer) => answer.statusCode).sort(), `round ${round}`).toEqual([200, 403]);
      const { rows } = await sql<{ username: string }>`
        select p.username from identity.role_grant g join identity.person p on p.id = g.person_id
        where g.role = 'center_admin' and g.revoked_at is null`.execute(app.ctx.db);
      expect(rows).toHaveLength(1);
      if (rows[0]?.username !== "center-admin") await restore(other);
    }
  });

  it("is one of two who disable each other at the same time", async () => {
    const other = await signInAs(app.ctx, "center_admin", { username: "rival-x" });
    const answers = await Promise.all([
      app.call(app.admin, "PATCH", `/people/${other.actor.id}`, { disabled: true }),
      app.call(other, "PATCH", `/people/${app.admin.actor.id}`, { disabled: true }),
    ]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
    await sql`update identity.person set disabled_at = null where id = ${app.admin.actor.id}`.execute(app.ctx.db);
  });

  it("is kept by the database where nothing else keeps them", async () => {
    await sql`update identity.person set disabled_at = null where username = 'rival-x'`.execute(app.ctx.db);
    const all = sql`update identity.role_grant set revoked_at = now(), revoked_by = 'x'
                    where role = 'center_admin' and revoked_at is null`;
    await expect(all.execute(app.ctx.db)).rejects.toThrow("the last center_admin stays");
    const everyone = sql`update identity.person set disabled_at = now() where disabled_at is null`;
    await expect(everyone.execute(app.ctx.db)).rejects.toThrow("the last center_admin stays");
  });

  /** Whoever won gives the role back, so that the next round begins as the first did. */
  async function restore(winner: SignedIn) {
    await app.call(winner, "POST", "/grants", { username: "center-admin", role: "center_admin" });
    await app.revokeRole(winner.actor.username, "center_admin");
  }
});

describe("history", () => {
  it("is not rewritten: a grant is closed once and never removed", async () => {
    await expect(
      sql`update identity.role_grant set revoked_at = null, revoked_by = null where revoked_at is not null`.execute(
        app.ctx.db,
      ),
    ).rejects.toThrow("history");
    await expect(sql`delete from identity.role_grant`.execute(app.ctx.db)).rejects.toThrow("permission denied");
    await expect(sql`update identity.role_grant set until = null`.execute(app.ctx.db)).rejects.toThrow(
      "permission denied",
    );
  });
});
