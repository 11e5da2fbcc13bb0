import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import { validate as isUuid } from "uuid";
import type { AppContext } from "../../platform/context.ts";
import { HttpError } from "../../platform/http-errors.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from "../../platform/page-cursor.ts";
import { listRecords } from "./audit.queries.ts";
import { type AuditVerification, verifyAudit } from "./verify-audit.ts";

export const auditRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listAuditRecords,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, ...filter } = request.query;
      const rows = await listRecords(ctx.db, filter, { before: recordOf(cursor), limit: limit + 1 });
      const data = rows.slice(0, limit);
      const last = rows.length > limit ? data.at(-1) : undefined;
      return { data, next_cursor: last === undefined ? null : encodeCursor([last.id]) };
    },
  });
  app.route({
    ...operations.verifyAudit,
    handler: async () => toDto(await verifyAudit(ctx)),
  });
};

/** The id that a cursor holds; null for the first page. */
function recordOf(cursor: string | undefined): string | null {
  const [id] = decodeCursor(cursor, 1) ?? [null];
  if (id !== null && !isUuid(id)) throw new HttpError("CURSOR_INVALID", "malformed");
  return id === null ? null : String(id);
}

function toDto({ checked, unsealed, lastSequence, bad }: AuditVerification) {
  return {
    ok: bad === null,
    checked: Number(checked),
    unsealed: Number(unsealed),
    last_sequence: Number(lastSequence),
    first_bad_sequence: bad === null ? null : Number(bad.sequence),
    reason: bad?.reason ?? null,
  };
}
