import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outcomeOf, type PeopleApi, startPeopleApi } from "../../testing/people-api.ts";

let app: PeopleApi;
beforeAll(async () => {
  app = await startPeopleApi();
});
afterAll(async () => await app[Symbol.asyncDispose]());

describe("createPerson", () => {
  it("adds somebody without roles, whose password nobody knows, and writes it down", async () => {
    const person = await app.added("somying", { slurm_users: ["somying", "sy01", "sy01"] });
    expect(person).toMatchObject({
      username: "somying",
      slurm_users: ["somying", "sy01"],
      grants: [],
      disabled_at: null,
    });
    expect(await app.lastEvent(person.id)).toMatchObject({ action: "person.created", actor_name: "center-admin" });
    expect((await app.call(app.admin, "GET", `/people/${person.id}`)).json()).toEqual(person);
  });

  it("refuses a user name that is taken", async () => {
    await app.added("taken");
    const again = await app.call(app.admin, "POST", "/people", { username: "taken", display_name: "Another" });
    expect(outcomeOf(again)).toEqual([409, "USERNAME_TAKEN"]);
  });

  it.each([
    [{ username: "Somchai", display_name: "x" }],
    [{ username: "a b", display_name: "x" }],
    [{ username: "good", display_name: "" }],
    [{ username: "good", display_name: "x", roles: ["center_admin"] }],
    [{ username: "good", display_name: "x", password_hash: "x" }],
    [{ username: "good", display_name: "x", slurm_users: ["a b"] }],
  ])("refuses %j", async (payload) => {
    expect(outcomeOf(await app.call(app.admin, "POST", "/people", payload))).toEqual([422, "VALIDATION_FAILED"]);
  });
});

describe("listPeople", () => {
  it("pages by user name, and finds by name, Slurm user, role and whether they are disabled", async () => {
    const person = await app.added("page-1", { slurm_users: ["needle_01"] });
    await app.added("page-2");
    await app.call(app.admin, "PATCH", `/people/${person.id}`, { disabled: true });
    const names = async (query: string): Promise<string[]> =>
      (await app.call(app.admin, "GET", `/people?${query}`))
        .json()
        .data.map((each: { username: string }) => each.username);
    expect(await names("search=NEEDLE_")).toEqual(["page-1"]);
    expect(await names("search=%25")).toEqual([]);
    expect(await names("search=page-&enabled=yes")).toEqual(["page-2"]);
    expect(await names("search=page-&enabled=no")).toEqual(["page-1"]);
    expect(await names("role=auditor")).toEqual(["auditor"]);
    const all = await names("limit=500");
    expect(all).toEqual([...all].sort());
    const paged: string[] = [];
    for (let cursor = ""; ; ) {
      const page = (await app.call(app.admin, "GET", `/people?limit=3${cursor}`)).json();
      paged.push(...page.data.map((each: { username: string }) => each.username));
      if (page.next_cursor === null) break;
      cursor = `&cursor=${page.next_cursor}`;
    }
    expect(paged).toEqual(all);
  });

  it("shows those with a scoped role the people of their scope and what they hold there, and tells of no others", async () => {
    const [mine, other] = [await app.added("in-scope"), await app.added("out-of-scope")];
    for (const [username, role, scope] of [
      ["in-scope", "field_admin", "own-scope"],
      ["in-scope", "auditor", null],
      ["out-of-scope", "field_admin", "another-scope"],
      ["out-of-scope", "team_lead", "own-scope"],
    ]) {
      expect((await app.call(app.admin, "POST", "/grants", { username, role, scope })).statusCode).toBe(201);
    }
    const who = app.as.field_admin;
    const page = (await app.call(who, "GET", "/people")).json();
    expect(page.data.map((each: { username: string }) => each.username)).toEqual(["field-admin", "in-scope"]);
    const held = [{ role: "field_admin", scope: "own-scope" }];
    expect((await app.call(who, "GET", `/people/${mine.id}`)).json().grants).toEqual(held);
    expect((await app.call(who, "GET", `/people/${mine.id}/grants`)).json().data).toMatchObject(held);
    expect((await app.call(who, "GET", "/people?role=auditor")).json().data).toEqual([]);
    expect(outcomeOf(await app.call(who, "GET", `/people/${other.id}`))).toEqual([404, "NOT_FOUND"]);
    expect(outcomeOf(await app.call(who, "GET", `/people/${other.id}/grants`))).toEqual([404, "NOT_FOUND"]);
  });
});

describe("updatePerson", () => {
  it("changes what is given, writes down old and new, and nothing where nothing changes", async () => {
    const { id } = await app.added("changing");
    const change = { display_name: "New Name", slurm_users: ["changing2"] };
    expect((await app.call(app.admin, "PATCH", `/people/${id}`, change)).json()).toMatchObject(change);
    const event = await app.lastEvent(id);
    expect(event).toMatchObject({
      action: "person.updated",
      detail: { from: { display_name: "สมหญิง รักเรียน", slurm_users: [] }, to: change },
    });
    const { rows: before } = await sql`select id from audit.record`.execute(app.ctx.db);
    await app.call(app.admin, "PATCH", `/people/${id}`, change);
    expect((await sql`select id from audit.record`.execute(app.ctx.db)).rows).toHaveLength(before.length);
  });

  it("disables and enables; a person who is disabled is given no role and keeps those they have", async () => {
    const { id } = await app.added("resting");
    await app.call(app.admin, "POST", "/grants", { username: "resting", role: "user" });
    const off = await app.call(app.admin, "PATCH", `/people/${id}`, { disabled: true });
    expect(off.json()).toMatchObject({ disabled_at: expect.any(String), grants: [{ role: "user", scope: null }] });
    expect((await app.lastEvent(id))?.action).toBe("person.disabled");
    const grant = await app.call(app.admin, "POST", "/grants", { username: "resting", role: "finance" });
    expect(outcomeOf(grant)).toEqual([409, "PERSON_DISABLED"]);
    expect((await app.call(app.admin, "PATCH", `/people/${id}`, { disabled: false })).json().disabled_at).toBeNull();
    expect((await app.lastEvent(id))?.action).toBe("person.enabled");
  });

  it("lets nobody disable themselves", async () => {
    const answer = await app.call(app.admin, "PATCH", `/people/${app.admin.actor.id}`, { disabled: true });
    expect(outcomeOf(answer)).toEqual([409, "PERSON_SELF_DISABLE"]);
  });
});
