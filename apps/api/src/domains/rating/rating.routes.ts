import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { RateCard as RateCardAnswer, RunCharge, UnbilledAccount } from "@purser/contract/schemas";
import { formatMicros } from "@purser/kernel/money";
import type { AppContext } from "../../platform/context.ts";
import { HttpError, notFound } from "../../platform/http-errors.ts";
import { requestContext } from "../../platform/http-server.ts";
import { DEFAULT_LIMIT, decodeCursor, encodeCursor } from "../../platform/page-cursor.ts";
import { seesAll } from "../identity/core/permissions.ts";
import { hours } from "./core/charge-explanation.ts";
import { listUnbilled, type UnbilledKey, type UnbilledMonth } from "./list-unbilled.ts";
import { findCard, listCards, type StoredRateCard } from "./rate-cards.queries.ts";
import { readRunCharge } from "./read-run-charge.ts";

export const ratingRoutes: FastifyPluginAsyncTypebox<{ ctx: AppContext }> = async (app, { ctx }) => {
  app.route({
    ...operations.getRunCharge,
    handler: async (request) => {
      const { actor } = requestContext(ctx, request);
      const scope = seesAll(actor, "runs:read") ? null : actor.slurmUsers;
      const charge = await readRunCharge(ctx, request.params.run_id, scope);
      if (charge === undefined) throw notFound();
      return charge as RunCharge; // the verdict is a word that a check constraint holds to the contract's
    },
  });
  app.route({
    ...operations.listRateCards,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, tier = null } = request.query;
      const cards = await listCards(ctx.db, { limit: limit + 1, tier, after: cardKey(cursor) });
      const page = cards.slice(0, limit);
      const last = cards.length > limit ? page.at(-1) : undefined;
      const next = last === undefined ? null : encodeCursor([last.tier, last.effectiveFrom.toISOString()]);
      return { data: page.map(cardAnswer), next_cursor: next };
    },
  });
  app.route({
    ...operations.getRateCard,
    handler: async (request) => {
      const card = await findCard(ctx.db, request.params.card_id);
      if (card === undefined) throw notFound();
      return cardAnswer(card);
    },
  });
  app.route({
    ...operations.listUnbilled,
    handler: async (request) => {
      const { limit = DEFAULT_LIMIT, cursor, month = null, account_id: accountId = null } = request.query;
      const timeZone = ctx.config.billingTimeZone;
      const after = unbilledKey(cursor);
      const { months, next } = await listUnbilled(ctx.db, { limit, after, month, accountId, timeZone });
      return { data: months.map(unbilledAnswer), next_cursor: next === null ? null : encodeCursor(next) };
    },
  });
};

function cardKey(cursor: string | undefined): { tier: string; effectiveFrom: Date } | null {
  const key = decodeCursor(cursor, 2);
  if (key === undefined) return null;
  const effectiveFrom = new Date(String(key[1]));
  // Our own cursors have a year of four digits; PostgreSQL does not go as far back as JavaScript.
  if (!/^\d{4}-/.test(String(key[1])) || Number.isNaN(effectiveFrom.getTime()))
    throw new HttpError("CURSOR_INVALID", "malformed");
  return { tier: storable(key[0]), effectiveFrom };
}

function unbilledKey(cursor: string | undefined): UnbilledKey | null {
  const key = decodeCursor(cursor, 4);
  return key === undefined ? null : [storable(key[0]), String(key[1]), String(key[2]), String(key[3])];
}

/** A forged cursor may hold what PostgreSQL cannot: text has no zero character. */
function storable(part: string | number | undefined): string {
  const text = String(part);
  if (text.includes("\u0000")) throw new HttpError("CURSOR_INVALID", "malformed");
  return text;
}

/** Prices, multipliers and the minimum always have six decimals. */
function cardAnswer(card: StoredRateCard): RateCardAnswer {
  return {
    id: card.id,
    tier: card.tier,
    tier_label_en: card.tierLabels.en,
    tier_label_th: card.tierLabels.th,
    currency: card.currency,
    effective_from: card.effectiveFrom.toISOString(),
    effective_to: card.effectiveTo?.toISOString() ?? null,
    cpu_hour: formatMicros(card.cpuHourMicros),
    gpu_hour: formatMicros(card.gpuHourMicros),
    memory_gib_hour: formatMicros(card.memoryGibHourMicros),
    gpu_type_hours: decimals(card.gpuTypeHourMicros),
    cpu_basis: card.cpuBasis,
    memory_basis: card.memoryBasis,
    partition_multipliers: decimals(card.partitionMultiplierMicros),
    qos_multipliers: decimals(card.qosMultiplierMicros),
    minimum_charge: formatMicros(card.minimumChargeMicros),
    free_states: [...card.freeStates],
    created_at: card.createdAt.toISOString(),
    created_by: card.createdBy,
  };
}

function decimals(micros: ReadonlyMap<string, bigint>): Record<string, string> {
  return Object.fromEntries([...micros].map(([name, value]) => [name, formatMicros(value)]));
}

const KIB_PER_GIB = 1_048_576n;

function unbilledAnswer(row: UnbilledMonth): UnbilledAccount {
  const [cpu, gpu, memory, minimum] = [row.cpu_micros, row.gpu_micros, row.memory_micros, row.minimum_micros].map(
    BigInt,
  );
  return {
    account_id: row.account_id,
    account_code: row.account.code,
    account_name: row.account.name,
    month: row.month,
    tier: row.tier,
    currency: row.currency,
    run_count: Number(row.run_count),
    cpu_hours: hours(BigInt(row.cpu_milliseconds), 1_000n),
    gpu_hours: hours(BigInt(row.gpu_seconds), 1n),
    memory_gib_hours: hours(BigInt(row.memory_kib_seconds), KIB_PER_GIB),
    cpu: formatMicros(cpu ?? 0n),
    gpu: formatMicros(gpu ?? 0n),
    memory: formatMicros(memory ?? 0n),
    minimum: formatMicros(minimum ?? 0n),
    total: formatMicros((cpu ?? 0n) + (gpu ?? 0n) + (memory ?? 0n) + (minimum ?? 0n)),
  };
}
