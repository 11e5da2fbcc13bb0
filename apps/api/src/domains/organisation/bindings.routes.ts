import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor, uuidPart } from "../../platform/page-cursor.ts";
import { type BindingKey, findBinding, listBindings } from "./bindings.queries.ts";
import { bindingAnswer } from "./read-binding.ts";

export const bindingRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listBindings,
    handler: async (request) => {
      const {
        limit = DEFAULT_LIMIT,
        cursor,
        cluster = null,
        search = null,
        account_id: accountId = null,
      } = request.query;
      const at = request.query.in_force_at;
      const inForceAt = at === undefined ? null : new Date(at);
      const filter = { cluster, search, accountId, inForceAt, withdrawn: request.query.withdrawn === "yes" };
      const rows = await listBindings(ctx.db, filter, { limit: limit + 1, after: bindingKey(cursor) });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        data: page.map(bindingAnswer),
        next_cursor: last ? encodeCursor([last.cluster, last.slurm_account, last.slurm_user ?? "", last.id]) : null,
      };
    },
  });
  app.route({
    ...operations.getBinding,
    handler: async (request) => {
      const row = await findBinding(ctx.db, request.params.binding_id);
      if (row === undefined) throw notFound();
      return bindingAnswer(row);
    },
  });
};

/** A forged cursor may hold what PostgreSQL cannot: text has no zero character. */
function bindingKey(cursor: string | undefined): BindingKey | null {
  const key = decodeCursor(cursor, 4);
  if (key === undefined) return null;
  const [cluster, account, user] = key.map(String);
  if (key.some((part) => String(part).includes("\u0000"))) throw new HttpError("CURSOR_INVALID", "malformed");
  return [cluster ?? "", account ?? "", user ?? "", uuidPart(key[3])];
}
