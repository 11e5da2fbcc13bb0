import { createHash } from "node:crypto";
import { formatMicros } from "@purser/kernel/money";
import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { once } from "../../platform/idempotency.ts";
import { BindingConflict } from "../organisation/core/errors.ts";
import { makeBindingChange, recordBindingChange } from "../organisation/make-binding-change.ts";
import { type BindingWish, type PlannedChange, planBindingChange } from "../organisation/plan-binding-change.ts";
import { type BindingAnswer, readBinding } from "../organisation/read-binding.ts";
import { findAccountNames } from "./affected-runs.queries.ts";
import { BindingEffect } from "./core/binding-effect.ts";
import { findConcernedRuns } from "./find-concerned-runs.ts";
import { loadRater, type Rater } from "./load-rater.ts";
import { rerateRuns } from "./rerate-runs.ts";

type ChangeContext = Pick<RequestContext, "db" | "config" | "now" | "actor" | "requestId">;

/** What a change of bindings does, or would do. Amounts are decimals of six digits. */
export interface EffectAnswer {
  readonly preview: string;
  readonly moved_run_count: number;
  readonly billed_run_count: number;
  readonly moves: readonly MoveAnswer[];
  readonly moves_omitted: number;
  readonly billed: readonly BilledAnswer[];
  readonly billed_omitted: number;
}

interface AccountAnswer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

interface MoveAnswer {
  readonly month: string;
  readonly from: AccountAnswer | null;
  readonly to: AccountAnswer | null;
  readonly run_count: number;
  readonly amount_before: string | null;
  readonly currency_before: string | null;
  readonly amount_after: string | null;
  readonly currency_after: string | null;
}

interface BilledAnswer {
  readonly month: string;
  readonly receipt_id: string;
  readonly receipt_number: string;
  readonly account: AccountAnswer | null;
  readonly to: AccountAnswer | null;
  readonly run_count: number;
  readonly amount: string;
  readonly currency: string;
}

/** Rows of a kind that an answer shows; counts and the preview's name are of all. */
const MOST_ROWS = 500;
/** Rows of a kind that the audit keeps. */
const MOST_AUDITED = 50;

/**
 * What a change of the rules would move; nothing is changed.
 *
 * @throws what `planBindingChange` and `findConcernedRuns` refuse.
 */
export async function previewBindings(ctx: ChangeContext, wish: BindingWish): Promise<EffectAnswer> {
  return await transact(ctx.db, async (tx) => {
    const change = await planBindingChange(tx, wish, { toMake: false });
    const rater = { ...(await loadRater(tx)), payers: change.after };
    const effect = new BindingEffect();
    const search = { change, rater, timeZone: ctx.config.billingTimeZone };
    for await (const { moved, billed } of findConcernedRuns(tx, search)) add(effect, { moved, billed });
    return await effectAnswer(tx, wish, effect);
  });
}

export interface ChangeBindingsInput {
  readonly wish: BindingWish;
  /** What `previewBindings` called what it showed. */
  readonly preview: string;
  readonly idempotencyKey: string | null;
}

/**
 * Changes the rules and moves the unbilled charges that the change concerns, all in one transaction: nobody prices or bills
 * runs meanwhile. The charges are replaced by ones at the tier that their new account has now and kept as superseded. Billed
 * runs that the change sends elsewhere are put before finance.
 *
 * @throws what `planBindingChange` and `findConcernedRuns` refuse; {BindingConflict} `BINDING_PREVIEW_OUTDATED` where the
 *   change would do anything else than was shown.
 */
export async function changeBindings(
  ctx: ChangeContext,
  { wish, preview, idempotencyKey: key }: ChangeBindingsInput,
): Promise<{ binding: BindingAnswer; effect: EffectAnswer }> {
  const call = { actorId: ctx.actor.id, operation: "changeBindings", key, request: { wish, preview } };
  return await once(ctx.db, call, async (tx) => {
    const change = await planBindingChange(tx, wish, { toMake: true });
    const bindingId = change.added?.id ?? change.withdrawn?.id ?? "";
    const at = ctx.now();
    await makeBindingChange(tx, change, { at, by: ctx.actor.username });
    const rater = { ...(await loadRater(tx)), payers: change.after };
    const effect = await move(tx, ctx, { change, rater, bindingId, at });
    const answer = await effectAnswer(tx, wish, effect);
    if (answer.preview !== preview) throw new BindingConflict("BINDING_PREVIEW_OUTDATED");
    await recordBindingChange(tx, ctx, change, auditedEffect(effect));
    return { binding: await readBinding(tx, bindingId), effect: answer };
  });
}

interface Move {
  readonly change: PlannedChange;
  readonly rater: Rater;
  readonly bindingId: string;
  readonly at: Date;
}

async function move(tx: Tx, ctx: ChangeContext, { change, rater, bindingId, at }: Move): Promise<BindingEffect> {
  const effect = new BindingEffect();
  const search = { change, rater, timeZone: ctx.config.billingTimeZone };
  // A rule may have put runs before finance when it was made, and does so again when it goes.
  const noticeId = change.added === null ? uuidv7() : bindingId;
  for await (const { runs, noticed, moved, billed } of findConcernedRuns(tx, search)) {
    await rerateRuns(tx, { runs, batchId: bindingId, at }, rater);
    await rerateRuns(tx, { runs: noticed, batchId: noticeId, at }, rater);
    add(effect, { moved, billed });
  }
  return effect;
}

type Concerned = Parameters<BindingEffect["addMoved"]>[0];
type Billed = Parameters<BindingEffect["addBilled"]>[0];

function add(effect: BindingEffect, runs: { moved: readonly Concerned[]; billed: readonly Billed[] }): void {
  for (const run of runs.moved) effect.addMoved(run);
  for (const run of runs.billed) effect.addBilled(run);
}

async function effectAnswer(tx: Tx, wish: BindingWish, effect: BindingEffect): Promise<EffectAnswer> {
  const [moves, billed] = [effect.moves.slice(0, MOST_ROWS), effect.billed.slice(0, MOST_ROWS)];
  const ids = [...moves.flatMap(({ from, to }) => [from, to]), ...billed.flatMap(({ account, to }) => [account, to])];
  const names = await findAccountNames(tx, [...new Set(ids.filter((id) => id !== null))]);
  const account = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return {
    preview: digestOf(wish, effect),
    moved_run_count: effect.movedRunCount,
    billed_run_count: effect.billedRunCount,
    moves: moves.map((sum) => ({
      ...{ month: sum.month, from: account(sum.from), to: account(sum.to), run_count: sum.runCount },
      ...{ amount_before: amount(sum.microsBefore, sum.currencyBefore), currency_before: sum.currencyBefore },
      ...{ amount_after: amount(sum.microsAfter, sum.currencyAfter), currency_after: sum.currencyAfter },
    })),
    moves_omitted: effect.moves.length - moves.length,
    billed: billed.map((sum) => ({
      ...{ month: sum.month, receipt_id: sum.receiptId, receipt_number: sum.receiptNumber },
      ...{ account: account(sum.account), to: account(sum.to), run_count: sum.runCount },
      ...{ amount: formatMicros(sum.micros), currency: sum.currency },
    })),
    billed_omitted: effect.billed.length - billed.length,
  };
}

function amount(micros: bigint, currency: string | null): string | null {
  return currency === null ? null : formatMicros(micros);
}

/** Names everything that a change asks for and does, so that what is done is what was shown. */
function digestOf(wish: BindingWish, { moves, billed }: BindingEffect): string {
  const exact = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  return createHash("sha256").update(JSON.stringify({ wish, moves, billed }, exact)).digest("hex");
}

/** What the audit keeps of an effect: the counts, and the first rows of what moved. */
function auditedEffect(effect: BindingEffect) {
  return {
    moved_run_count: effect.movedRunCount,
    billed_run_count: effect.billedRunCount,
    moves: effect.moves.slice(0, MOST_AUDITED).map((sum) => ({
      ...{ month: sum.month, from: sum.from, to: sum.to, run_count: sum.runCount },
      ...{ amount_before: amount(sum.microsBefore, sum.currencyBefore), currency_before: sum.currencyBefore },
      ...{ amount_after: amount(sum.microsAfter, sum.currencyAfter), currency_after: sum.currencyAfter },
    })),
  };
}
