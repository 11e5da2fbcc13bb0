import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import { once } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { isReadableCode } from "./core/account-code.ts";
import { AccountCodeError, AccountCodeTaken } from "./core/errors.ts";
import {
  type BillingAccountColumns,
  insertAccount,
  isCodeTaken,
  listClassifierRules,
  lockAccountCreation,
} from "./organisation.queries.ts";
import { settleTier } from "./settle-tier.ts";

type CreateContext = Pick<RequestContext, "db" | "config" | "actor" | "requestId">;

export interface CreateBillingAccountInput {
  readonly account: Omit<BillingAccountColumns, "name"> & {
    /** A person's account is made for a Slurm user and never by hand. */
    readonly kind: "team" | "project" | "customer";
    readonly code: string;
    readonly name: string;
  };
  readonly idempotencyKey: string | null;
}

/**
 * Opens a billing account for a team, a project or a customer and returns its id.
 *
 * @throws {AccountCodeError} `ACCOUNT_CODE_UNREADABLE`, {AccountCodeTaken}, {BillingAccountError} `TIER_UNKNOWN`.
 */
export async function createBillingAccount(
  ctx: CreateContext,
  { account, idempotencyKey: key }: CreateBillingAccountInput,
): Promise<string> {
  const code = account.code.normalize("NFC");
  if (!isReadableCode(code)) {
    const details = [{ field: "code", issue: "holds what cannot be seen, or begins or ends with a space" }];
    throw new AccountCodeError("ACCOUNT_CODE_UNREADABLE", {}, { details });
  }
  const call = { actorId: ctx.actor.id, operation: "createBillingAccount", key, request: account };
  return await once(ctx.db, call, async (tx) => {
    await lockAccountCreation(tx);
    if (await isCodeTaken(tx, code)) throw new AccountCodeTaken("ACCOUNT_CODE_TAKEN", { code });
    const rules = await listClassifierRules(tx);
    const override = account.tier_override ?? null;
    const columns = {
      ...{ id: uuidv7(), kind: account.kind, code, name: account.name },
      tier_override: await settleTier(tx, override, { account: { code, slurmUser: null }, rules }),
      legal_name: account.legal_name ?? null,
      address: account.address ?? null,
      tax_id: account.tax_id ?? null,
      branch: account.branch ?? null,
      email: account.email ?? null,
    };
    await insertAccount(tx, columns);
    const { id, ...detail } = columns;
    await recordEvent(tx, ctx, { action: "billing_account.created", subject: id, detail });
    return id;
  });
}
