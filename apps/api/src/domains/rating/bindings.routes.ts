import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { BindingTerms, UnboundAccount } from "@purser/contract/schemas";
import type { AppContext } from "../../platform/context.ts";
import { HttpError } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from "../../platform/page-cursor.ts";
import type { BindingWish } from "../organisation/plan-binding-change.ts";
import { changeBindings, previewBindings } from "./change-bindings.ts";
import { listUnboundAccounts, type UnboundAccountRow, type UnboundKey } from "./unbound-accounts.queries.ts";

/** Changes of bindings move charges, which are this slice's; the bindings themselves are told of by theirs. */
export const bindingChangeRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.previewBinding,
    handler: async (request) => await previewBindings(requestContext(ctx, request), wishOf(request.body)),
  });
  app.route({
    ...operations.createBinding,
    handler: async (request, reply) => {
      const { preview, ...terms } = request.body;
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const input = { wish: wishOf(terms), preview, idempotencyKey };
      return reply.code(201).send(await changeBindings(requestContext(ctx, request), input));
    },
  });
  app.route({
    ...operations.previewBindingWithdrawal,
    handler: async (request) =>
      await previewBindings(requestContext(ctx, request), { withdraw: request.params.binding_id, add: null }),
  });
  app.route({
    ...operations.withdrawBinding,
    handler: async (request) => {
      const wish = { withdraw: request.params.binding_id, add: null };
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      return await changeBindings(requestContext(ctx, request), {
        ...{ wish, preview: request.body.preview, idempotencyKey },
      });
    },
  });
  app.route({
    ...operations.listUnboundAccounts,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, cluster = null, search = null } = request.query;
      const page = { limit: limit + 1, after: unboundKey(cursor), at: ctx.now() };
      const rows = await listUnboundAccounts(ctx.db, { cluster, search }, page);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const next = last === undefined ? null : encodeCursor([last.slurm_account, last.cluster]);
      return { data: shown.map(unboundAnswer), next_cursor: next };
    },
  });
};

function wishOf(terms: BindingTerms): BindingWish {
  return {
    withdraw: terms.replaces_id ?? null,
    add: {
      cluster: terms.cluster,
      slurmAccount: terms.slurm_account,
      slurmUser: terms.slurm_user ?? null,
      accountId: terms.account_id,
      validFrom: new Date(terms.valid_from),
      validTo: terms.valid_to == null ? null : new Date(terms.valid_to),
    },
  };
}

/** A forged cursor may hold what PostgreSQL cannot: text has no zero character. */
function unboundKey(cursor: string | undefined): UnboundKey | null {
  const key = decodeCursor(cursor, 2)?.map(String);
  if (key?.some((part) => part.includes("\u0000"))) throw new HttpError("CURSOR_INVALID", "malformed");
  return key === undefined ? null : [key[0] ?? "", key[1] ?? ""];
}

function unboundAnswer(row: UnboundAccountRow): UnboundAccount {
  return {
    cluster: row.cluster,
    slurm_account: row.slurm_account,
    run_count: Number(row.run_count),
    last_seen_at: row.last_seen_at.toISOString(),
    user_count: Number(row.user_count),
    users: row.users,
  };
}
