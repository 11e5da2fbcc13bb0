import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { HttpError } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { liftSignInLock } from "./lift-lock.ts";
import { type LockRow, listLocks } from "./throttle.queries.ts";

export const lockRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listSignInLocks,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const rows = await listLocks(ctx.db, { limit: limit + 1, after: keyOf(cursor) });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const next = last === undefined ? null : encodeCursor([last.locked_until.toISOString(), last.id]);
      return { data: page.map(toDto), next_cursor: next };
    },
  });
  app.route({
    ...operations.liftSignInLock,
    handler: async (request, reply) => {
      await liftSignInLock(requestContext(ctx, request), request.params.lock_id);
      return await reply.code(204).send(null);
    },
  });
};

function toDto({ locked_until: until, ...lock }: LockRow) {
  return { ...lock, locked_until: until.toISOString() };
}

/** The end and id of the last lock of the page before; null for the first page. */
function keyOf(cursor: string | undefined): { until: string; id: string } | null {
  const key = decodeCursor(cursor, 2);
  if (key === undefined) return null;
  const time = new Date(String(key[0]));
  if (Number.isNaN(time.getTime()) || time.toISOString() !== key[0]) throw new HttpError("CURSOR_INVALID", "malformed");
  return { until: key[0], id: uuidPart(key[1]) };
}
