import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { Grant, HeldGrant, Person, PersonSource } from "@purser/contract/schemas";
import type { AppContext } from "../../platform/context.ts";
import { HttpError, notFound, refusedValue } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { addPerson } from "./add-person.ts";
import { grantState } from "./core/grants.ts";
import { giveGrant } from "./give-grant.ts";
import { type GrantRow, listGrantRows } from "./grants.queries.ts";
import { findPersonRow, listPeopleRows, type PersonRow } from "./people.queries.ts";
import { peopleScope } from "./people-scope.ts";
import { revokeGrant } from "./revoke-grant.ts";
import { updatePerson } from "./update-person.ts";

export const peopleRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listPeople,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, search = null, role = null, enabled } = request.query;
      const filter = { search, role, enabled: enabled === undefined ? null : enabled === "yes" };
      const scope = peopleScope(requestContext(ctx, request).actor, "people:read");
      const rows = await listPeopleRows(ctx.db, scope, { ...filter, limit: limit + 1, after: usernameIn(cursor) });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { data: page.map(personAnswer), next_cursor: last === undefined ? null : encodeCursor([last.username]) };
    },
  });
  app.route({
    ...operations.createPerson,
    handler: async (request, reply) => {
      const { username, display_name: displayName, source = "local", slurm_users: slurmUsers } = request.body;
      const added = { username, displayName, source, slurmUsers: slurmUsers ?? defaultSlurmUsers(username, source) };
      const person = await addPerson(requestContext(ctx, request), added);
      return await reply.code(201).send(personAnswer(person));
    },
  });
  app.route({
    ...operations.getPerson,
    handler: async (request) => {
      const scope = peopleScope(requestContext(ctx, request).actor, "people:read");
      const person = await findPersonRow(ctx.db, scope, request.params.person_id);
      if (person === undefined) throw notFound();
      return personAnswer(person);
    },
  });
  app.route({
    ...operations.updatePerson,
    handler: async (request) => {
      const { display_name: displayName, slurm_users: slurmUsers, disabled } = request.body;
      const change = { displayName, slurmUsers, disabled };
      return personAnswer(await updatePerson(requestContext(ctx, request), request.params.person_id, change));
    },
  });
  app.route({
    ...operations.listGrants,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const { person_id: personId } = request.params;
      const scope = peopleScope(requestContext(ctx, request).actor, "people:read");
      if ((await findPersonRow(ctx.db, scope, personId)) === undefined) throw notFound();
      const rows = await listGrantRows(ctx.db, scope, { personId, limit: limit + 1, after: grantKey(cursor) });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const next = last === undefined ? null : encodeCursor([last.grantedAt.toISOString(), last.id]);
      return { data: page.map((row) => grantAnswer(row, ctx.now())), next_cursor: next };
    },
  });
  app.route({
    ...operations.giveGrant,
    handler: async (request, reply) => {
      const { username, role, scope = null, until = null } = request.body;
      const wanted = { username, role, scope, until: until === null ? null : timeOf(until) };
      const grant = await giveGrant(requestContext(ctx, request), wanted);
      return await reply.code(201).send(grantAnswer(grant, ctx.now()));
    },
  });
  app.route({
    ...operations.revokeGrant,
    handler: async (request) =>
      grantAnswer(await revokeGrant(requestContext(ctx, request), request.params.grant_id), ctx.now()),
  });
};

/** What a forged cursor holds may be no user name; PostgreSQL takes no zero character. */
function usernameIn(cursor: string | undefined): string | null {
  const key = decodeCursor(cursor, 1);
  if (key === undefined) return null;
  const username = String(key[0]);
  if (username.includes("\u0000")) throw new HttpError("CURSOR_INVALID", "malformed");
  return username;
}

function grantKey(cursor: string | undefined): { at: Date; id: string } | null {
  const key = decodeCursor(cursor, 2);
  if (key === undefined) return null;
  const at = new Date(key[0] ?? "");
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1 || at.getUTCFullYear() > 9999) {
    throw new HttpError("CURSOR_INVALID", "malformed");
  }
  return { at, id: uuidPart(key[1]) };
}

/** RFC 3339 allows what no clock has, such as a leap second. */
function timeOf(text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw refusedValue({ field: "until", issue: "is not a time", in: "body" });
}

/** People of the directory have their own name on the clusters as well. */
function defaultSlurmUsers(username: string, source: PersonSource): string[] {
  return source === "ldap" ? [username] : [];
}

function personAnswer(row: PersonRow): Person {
  return {
    id: row.id,
    username: row.username,
    display_name: row.displayName,
    source: row.source as PersonSource, // by a check constraint
    slurm_users: [...row.slurmUsers],
    disabled_at: row.disabledAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    grants: row.grants.map(({ role, scope }) => ({ role: role as HeldGrant["role"], scope })), // by a check constraint
  };
}

function grantAnswer(row: GrantRow, now: Date): Grant {
  return {
    id: row.id,
    person_id: row.personId,
    username: row.username,
    role: row.role as Grant["role"], // check constraints hold both to the contract's
    scope: row.scope,
    source: row.source as Grant["source"],
    state: grantState(row, now),
    granted_at: row.grantedAt.toISOString(),
    granted_by: row.grantedBy,
    until: row.until?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    revoked_by: row.revokedBy,
  };
}
