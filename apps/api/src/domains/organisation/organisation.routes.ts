import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { BillingAccount } from "@purser/contract/schemas";
import type { AppContext } from "../../platform/context.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from "../../platform/page-cursor.ts";
import { type ClassifierRule, DEFAULT_TIER, naturalTier, tierInForce } from "./core/tier-classifier.ts";
import { createBillingAccount } from "./create-billing-account.ts";
import { listBillingAccounts } from "./list-billing-accounts.ts";
import { type BillingAccountRow, findAccount, listClassifierRules, listTierRows } from "./organisation.queries.ts";
import { updateBillingAccount } from "./update-billing-account.ts";

export const organisationRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.listTiers,
    handler: async () => {
      const [data, rules] = [await listTierRows(ctx.db), await listClassifierRules(ctx.db)];
      return { data, classifier_rules: rules.map((rule) => ({ ...rule })), default_tier: DEFAULT_TIER };
    },
  });
  app.route({
    ...operations.listBillingAccounts,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, search = null, tier = null } = request.query;
      const filter = { limit, afterCode: codeIn(cursor), search, tier };
      const { accounts, rules, nextCode } = await listBillingAccounts(ctx.db, filter);
      const next = nextCode === null ? null : encodeCursor([nextCode]);
      return { data: accounts.map((account) => accountAnswer(account, rules)), next_cursor: next };
    },
  });
  app.route({
    ...operations.createBillingAccount,
    handler: async (request, reply) => {
      const idempotencyKey = request.headers["idempotency-key"] ?? null;
      const input = { account: request.body, idempotencyKey };
      const accountId = await createBillingAccount(requestContext(ctx, request), input);
      return reply.code(201).send(await getAccount(ctx, accountId));
    },
  });
  app.route({
    ...operations.getBillingAccount,
    handler: async (request) => await getAccount(ctx, request.params.account_id),
  });
  app.route({
    ...operations.updateBillingAccount,
    handler: async (request) => {
      const input = { accountId: request.params.account_id, change: request.body };
      const { account, rules } = await updateBillingAccount(requestContext(ctx, request), input);
      return accountAnswer(account, rules);
    },
  });
};

async function getAccount({ db }: AppContext, accountId: string): Promise<BillingAccount> {
  const account = await findAccount(db, accountId);
  if (account === undefined) throw notFound();
  return accountAnswer(account, await listClassifierRules(db));
}

/** A forged cursor may hold what PostgreSQL cannot: text has no zero character. */
function codeIn(cursor: string | undefined): string | null {
  const key = decodeCursor(cursor, 1);
  if (key === undefined) return null;
  const code = String(key[0]);
  if (code.includes("\u0000")) throw new HttpError("CURSOR_INVALID", "malformed");
  return code;
}

function accountAnswer(row: BillingAccountRow, rules: readonly ClassifierRule[]): BillingAccount {
  const tiered = { code: row.code, slurmUser: row.slurm_user, tierOverride: row.tier_override };
  return {
    id: row.id,
    kind: row.kind as BillingAccount["kind"], // a check constraint holds it to these
    code: row.code,
    name: row.name,
    slurm_user: row.slurm_user,
    tier: tierInForce(tiered, rules),
    natural_tier: naturalTier(tiered, rules),
    tier_override: row.tier_override,
    legal_name: row.legal_name,
    address: row.address,
    tax_id: row.tax_id,
    branch: row.branch,
    email: row.email,
    created_at: row.created_at.toISOString(),
  };
}
