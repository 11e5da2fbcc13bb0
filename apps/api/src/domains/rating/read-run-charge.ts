import { invariant } from "@purser/kernel/invariant";
import type { AppContext } from "../../platform/context.ts";
import type { Db } from "../../platform/db.ts";
import { runQuantities } from "../jobs/core/quantities.ts";
import { readPayers } from "../organisation/load-payers.ts";
import { type ChargeRow, readGpuParts } from "./charge-line.ts";
import { type ChargeStep, explainCharge } from "./core/charge-explanation.ts";
import type { Charge } from "./core/pricing.ts";
import { findCard } from "./rate-cards.queries.ts";
import { readStandingRuns, type SlurmUserScope } from "./rated-runs.queries.ts";
import { findNamedCharge, findNamedVerdict, type NamedCharge } from "./run-charge.queries.ts";

/** What a run costs, or why nothing; an uncharged run has no card and no steps. */
export interface RunCharge {
  readonly run_id: string;
  readonly verdict: string;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly tier: string | null;
  readonly tier_label_en: string | null;
  readonly tier_label_th: string | null;
  readonly rate_card_id: string | null;
  readonly currency: string | null;
  readonly held_seconds: number | null;
  readonly suspended_seconds: number;
  readonly steps: readonly ChargeStep[];
  readonly total: string | null;
  /** Whether it is on a receipt; which one is told only to who may see it. */
  readonly billed: boolean;
  readonly receipt_id: string | null;
  readonly receipt_number: string | null;
}

/**
 * The charge of a run step by step, from the figures it was computed from. Undefined where there is no such run, or none
 * of the Slurm users in `scope` (null: everybody's). The receipt of an account that is none of theirs stays unnamed.
 */
export async function readRunCharge(
  { db, now }: Pick<AppContext, "db" | "now">,
  runId: string,
  scope: SlurmUserScope,
): Promise<RunCharge | undefined> {
  const [standing] = await readStandingRuns(db, [runId], scope);
  if (standing === undefined) return undefined;
  const held = runQuantities(standing.run)?.heldSeconds;
  const times = {
    run_id: runId,
    held_seconds: held === undefined ? null : Number(held),
    suspended_seconds: standing.run.suspendedSeconds,
  };
  const charge = await findNamedCharge(db, runId);
  if (charge !== undefined) return { ...times, ...(await chargedPart(db, charge, scope)) };
  const { run } = standing;
  const binding = (await readPayers(db)).find(run, run.endedAt ?? now().getTime() / 1000);
  const uncharged = await findNamedVerdict(db, runId, binding ?? { slurmUser: run.user });
  invariant(uncharged !== undefined, "a run has a charge or a verdict");
  const nothing = {
    tier: null,
    tier_label_en: null,
    tier_label_th: null,
    rate_card_id: null,
    currency: null,
    total: null,
    billed: false,
    receipt_id: null,
    receipt_number: null,
  };
  return { ...times, ...uncharged, ...nothing, steps: [] };
}

async function chargedPart(db: Db, row: NamedCharge, scope: SlurmUserScope) {
  const card = await findCard(db, row.card_id);
  invariant(card !== undefined, "a charge has a rate card");
  const { steps, total } = explainCharge(toCharge(row), card, { cpuUsed: row.cpu_used, memoryUsed: row.memory_used });
  const seesReceipt = scope === null || (row.account_slurm_user !== null && scope.includes(row.account_slurm_user));
  return {
    verdict: "charged",
    account_id: row.account_id,
    account_name: row.account_name,
    tier: card.tier,
    tier_label_en: card.tierLabels.en,
    tier_label_th: card.tierLabels.th,
    rate_card_id: card.id,
    currency: card.currency,
    steps,
    total,
    billed: row.receipt_id !== null,
    receipt_id: seesReceipt ? row.receipt_id : null,
    receipt_number: seesReceipt ? row.receipt_number : null,
  };
}

function toCharge(row: ChargeRow): Charge {
  return {
    cpuMilliseconds: row.cpu_milliseconds,
    gpuSeconds: row.gpu_seconds,
    memoryKibSeconds: row.memory_kib_seconds,
    gpuType: row.gpu_type,
    gpuParts: readGpuParts(row.gpu_parts),
    partitionMultiplierMicros: row.partition_multiplier_micros,
    qosMultiplierMicros: row.qos_multiplier_micros,
    cpuMicros: row.cpu_micros,
    gpuMicros: row.gpu_micros,
    memoryMicros: row.memory_micros,
    minimumMicros: row.minimum_micros,
  };
}
