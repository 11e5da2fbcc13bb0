import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { REFRESH_COOKIE, REFRESH_COOKIE_OPTIONS } from "./core/refresh-cookie.ts";
import type { CredentialBackend } from "./credentials.ts";
import { endOwnSession, endPersonSession, signOutEverywhere, signOutPerson } from "./end-sessions.ts";
import { findPerson } from "./identity.queries.ts";
import { tokenAnswer } from "./issue-tokens.ts";
import { reauthenticate } from "./reauthenticate.ts";
import { listSessions, type SessionRow } from "./sessions.queries.ts";

type SessionContext = AppContext & { readonly backends: readonly CredentialBackend[] };

export const sessionRoutes: FastifyPluginAsyncTypebox<{ ctx: SessionContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.reauthenticate,
    handler: async (request, reply) => {
      reply.header("cache-control", "no-store");
      const { password, code = null } = request.body;
      return tokenAnswer(await reauthenticate(requestContext(ctx, request), { password, code }));
    },
  });
  app.route({
    ...operations.signOutEverywhere,
    handler: async (request, reply) => {
      await signOutEverywhere(requestContext(ctx, request));
      return await reply.clearCookie(REFRESH_COOKIE, REFRESH_COOKIE_OPTIONS).code(204).send(null);
    },
  });
  app.route({
    ...operations.listOwnSessions,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      return await sessionPage(ctx, request.query, { personId: actor.id, current: actor.session?.id });
    },
  });
  app.route({
    ...operations.endOwnSession,
    handler: async (request, reply) => {
      await endOwnSession(requestContext(ctx, request), request.params.session_id);
      return await reply.code(204).send(null);
    },
  });
  app.route({
    ...operations.listPersonSessions,
    handler: async (request) => {
      const { person_id: personId } = request.params;
      if ((await findPerson(ctx.db, personId)) === undefined) throw notFound();
      const { actor } = requestContext(ctx, request);
      return await sessionPage(ctx, request.query, { personId, current: actor.session?.id });
    },
  });
  app.route({
    ...operations.signOutPerson,
    handler: async (request, reply) => {
      await signOutPerson(requestContext(ctx, request), request.params.person_id);
      return await reply.code(204).send(null);
    },
  });
  app.route({
    ...operations.endPersonSession,
    handler: async (request, reply) => {
      const { person_id: personId, session_id: id } = request.params;
      await endPersonSession(requestContext(ctx, request), { personId, id });
      return await reply.code(204).send(null);
    },
  });
};

interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

/** A page of somebody's living sessions; `current` is the one that asks. */
async function sessionPage(
  ctx: SessionContext,
  { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  { personId, current }: { personId: string; current: string | undefined },
) {
  const whose = { personId, now: ctx.now() };
  const rows = await listSessions(ctx.db, whose, { limit: limit + 1, after: keyOf(cursor) });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const next = last === undefined ? null : encodeCursor([last.last_used_at.toISOString(), last.id]);
  return { data: page.map((row) => toDto(row, current)), next_cursor: next };
}

function toDto(row: SessionRow, currentId: string | undefined) {
  return {
    ...row,
    started_at: row.started_at.toISOString(),
    authenticated_at: row.authenticated_at.toISOString(),
    last_used_at: row.last_used_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    current: row.id === currentId,
  };
}

/** The last use and id of the last session of the page before; null for the first page. */
function keyOf(cursor: string | undefined): { at: string; id: string } | null {
  const key = decodeCursor(cursor, 2);
  if (key === undefined) return null;
  const time = new Date(String(key[0]));
  if (Number.isNaN(time.getTime()) || time.toISOString() !== key[0]) throw new HttpError("CURSOR_INVALID", "malformed");
  return { at: key[0], id: uuidPart(key[1]) };
}
