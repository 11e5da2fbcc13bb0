import { invariant } from "@purser/kernel/invariant";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { Basis, RateCard } from "./core/rate-card.ts";

/** A rate card as it is kept, with what is told of it beside its prices. */
export interface StoredRateCard extends RateCard {
  /** When the next card of the tier follows; null: it is the last so far. */
  readonly effectiveTo: Date | null;
  /** What its tier is called now. */
  readonly tierLabels: { readonly en: string; readonly th: string };
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** Every rate card, for rating: a centre has a handful a year. */
export async function loadAllCards(tx: Db | Tx): Promise<StoredRateCard[]> {
  const rows = await selectCards(tx).execute();
  return rows.map(toCard);
}

/** One rate card. */
export async function findCard(db: Db, cardId: string): Promise<StoredRateCard | undefined> {
  const row = await selectCards(db).where("k.id", "=", cardId).executeTakeFirst();
  return row && toCard(row);
}

/** Cards by tier, the latest first; the page begins after the card `after`. */
export async function listCards(
  db: Db,
  { limit, tier, after }: { limit: number; tier: string | null; after: { tier: string; effectiveFrom: Date } | null },
): Promise<StoredRateCard[]> {
  const rows = await selectCards(db)
    .$if(tier !== null, (query) => query.where("k.tier", "=", tier ?? ""))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(k.tier > ${after?.tier ?? ""} or (k.tier = ${after?.tier ?? ""} and k.effective_from < ${after?.effectiveFrom ?? null}))`,
      ),
    )
    .orderBy("k.tier")
    .orderBy("k.effective_from", "desc")
    .limit(limit)
    .execute();
  return rows.map(toCard);
}

/** The next card is looked up among all cards of the tier, whatever the page shows. */
function selectCards(db: Db | Tx) {
  return db
    .selectFrom("rating.rate_card as k")
    .innerJoin("organisation.tier as t", "t.name", "k.tier")
    .select([
      "t.label_en",
      "t.label_th",
      "k.id",
      "k.tier",
      "k.currency",
      "k.effective_from",
      "k.cpu_hour_micros",
      "k.gpu_hour_micros",
      "k.memory_gib_hour_micros",
      "k.gpu_type_hour_micros",
      "k.cpu_basis",
      "k.memory_basis",
      "k.partition_multiplier_micros",
      "k.qos_multiplier_micros",
      "k.minimum_charge_micros",
      "k.free_states",
      "k.created_at",
      "k.created_by",
      sql<Date | null>`(select min(n.effective_from) from rating.rate_card n
      where n.tier = k.tier and n.effective_from > k.effective_from)`.as("effective_to"),
    ]);
}

type CardRow = Awaited<ReturnType<ReturnType<typeof selectCards>["execute"]>>[number];

function toCard(row: CardRow): StoredRateCard {
  return {
    id: row.id,
    tier: row.tier,
    tierLabels: { en: row.label_en, th: row.label_th },
    currency: row.currency,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    cpuHourMicros: row.cpu_hour_micros,
    gpuHourMicros: row.gpu_hour_micros,
    memoryGibHourMicros: row.memory_gib_hour_micros,
    gpuTypeHourMicros: microsByName(row.gpu_type_hour_micros),
    cpuBasis: basis(row.cpu_basis),
    memoryBasis: basis(row.memory_basis),
    partitionMultiplierMicros: microsByName(row.partition_multiplier_micros),
    qosMultiplierMicros: microsByName(row.qos_multiplier_micros),
    minimumChargeMicros: row.minimum_charge_micros,
    freeStates: new Set(row.free_states),
    createdAt: row.created_at,
    createdBy: row.created_by,
  };
}

function basis(text: string): Basis {
  return text === "used" ? "used" : "allocated";
}

/** `{"a100": 25000000}` with exact whole micro-units, as numbers or as strings of digits. */
function microsByName(json: unknown): ReadonlyMap<string, bigint> {
  invariant(typeof json === "object" && json !== null, "a rate card maps names to micro-units");
  return new Map(
    Object.entries(json).map(([name, value]) => {
      const isExact = Number.isSafeInteger(value) || (typeof value === "string" && /^\d+$/.test(value));
      invariant(isExact && BigInt(value) >= 0n, `a rate card has no exact micro-units for ${name}`);
      return [name, BigInt(value)] as const;
    }),
  );
}
