import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { once } from "../../platform/idempotency.ts";
import { recordEvent } from "../audit/record-event.ts";
import { lockBillingAccounts } from "../organisation/lock-billing-accounts.ts";
import { insertAdjustments, type NewAdjustment } from "./adjustments.queries.ts";
import {
  findLatestNotice,
  insertDecision,
  type LatestNotice,
  type StoredFigure,
  wasNoticed,
} from "./billed-changes.queries.ts";
import { findCharges } from "./charges.queries.ts";
import { type BilledDifference, differenceOf } from "./core/billed-difference.ts";
import { BilledChangeError, BilledChangeNotFoundError } from "./core/errors.ts";
import { findDifferences } from "./find-differences.ts";
import { loadRater } from "./load-rater.ts";

export interface DecideBilledChangeInput {
  readonly runId: string;
  /** The batch that changed the run, as the list told of it. */
  readonly batchId: string;
  /** Leave the bill as it is, or charge or credit the difference on a later one. */
  readonly outcome: "acknowledged" | "adjusted";
  readonly note: string;
  readonly idempotencyKey: string | null;
}

type Context = Pick<RequestContext, "db" | "now" | "actor" | "requestId" | "config">;

/**
 * Decides about a billed run whose record changed, once. `adjusted` makes one adjustment for each account and currency in
 * which less or more is due than was billed; the next receipt of the account takes it up. Issued documents and charges
 * stay as they are. Holds the bindings and the row of the account that was billed, so that no correction and no void comes in between.
 *
 * @throws {BilledChangeNotFoundError}; {BilledChangeError} `BILLED_CHANGE_SETTLED`, `BILLED_CHANGE_OUTDATED` if the run was
 *   corrected once more, `BILLED_CHANGE_NO_DIFFERENCE` if there is nothing to adjust.
 */
export async function decideBilledChange(ctx: Context, input: DecideBilledChangeInput): Promise<{ decided: true }> {
  const { idempotencyKey: key, ...request } = input;
  return await once(ctx.db, { actorId: ctx.actor.id, operation: "decideBilledChange", key, request }, async (tx) => {
    const { runId, batchId, outcome, note } = input;
    const rater = await loadRater(tx);
    const notice = await holdNotice(tx, runId, batchId);
    const differences = (await findDifferences(tx, [runId], rater)).get(runId) ?? [];
    const decision = { id: uuidv7(), run_id: runId, batch_id: batchId, outcome, note };
    const made = { decided_at: ctx.now(), decided_by: ctx.actor.username };
    const figures = differences.map(storedFigure);
    await insertDecision(tx, { ...decision, ...made, figures: JSON.stringify(figures) });
    if (outcome === "adjusted") await adjust(tx, differences, { ...made, decisionId: decision.id, runId, notice });
    const detail = { outcome, note, batch_id: batchId, receipt_id: notice.receipt_id, figures };
    await recordEvent(tx, ctx, { action: "charge.change_decided", subject: runId, detail });
    return { decided: true };
  });
}

/** The notice that is to be decided about, with the account that was billed held. */
async function holdNotice(tx: Tx, runId: string, batchId: string): Promise<LatestNotice> {
  if (!(await wasNoticed(tx, runId, batchId))) throw new BilledChangeNotFoundError("NOT_FOUND");
  const charges = await findCharges(tx, [runId]);
  await lockBillingAccounts(
    tx,
    charges.map((charge) => charge.account_id),
  );
  const latest = await findLatestNotice(tx, runId);
  if (latest === undefined) throw new BilledChangeNotFoundError("NOT_FOUND");
  if (!latest.is_held) throw new BilledChangeError("BILLED_CHANGE_SETTLED");
  if (latest.batch_id !== batchId) throw new BilledChangeError("BILLED_CHANGE_OUTDATED");
  if (latest.is_decided) throw new BilledChangeError("BILLED_CHANGE_SETTLED");
  return latest;
}

interface Adjusting {
  readonly decisionId: string;
  readonly runId: string;
  readonly notice: LatestNotice;
  readonly decided_at: Date;
  readonly decided_by: string;
}

async function adjust(tx: Tx, differences: readonly BilledDifference[], decided: Adjusting): Promise<void> {
  const { decisionId, runId, notice, decided_at, decided_by } = decided;
  const [charge] = await findCharges(tx, [runId]);
  const adjustments = differences.flatMap((difference): NewAdjustment[] => {
    const micros = differenceOf(difference);
    if (micros === 0n) return [];
    const { accountId, cardId, currency, billedMicros, dueMicros } = difference;
    return [
      {
        ...{ id: uuidv7(), run_id: runId, account_id: accountId, card_id: cardId, currency },
        ...{
          reason: "correction",
          decision_id: decisionId,
          voided_receipt_id: null,
          made_at: decided_at,
          made_by: decided_by,
        },
        corrects: charge?.account_id === accountId ? notice.receipt_id : null,
        ...{ billed_micros: String(billedMicros), due_micros: String(dueMicros), micros: String(micros) },
      },
    ];
  });
  if (adjustments.length === 0) throw new BilledChangeError("BILLED_CHANGE_NO_DIFFERENCE");
  await insertAdjustments(tx, adjustments);
}

function storedFigure({ accountId, currency, billedMicros, dueMicros }: BilledDifference): StoredFigure {
  return {
    ...{ account_id: accountId, currency },
    ...{ billed_micros: String(billedMicros), due_micros: String(dueMicros) },
  };
}
