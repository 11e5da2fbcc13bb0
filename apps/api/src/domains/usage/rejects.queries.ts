import { type SqlBool, sql } from "kysely";
import { copyInto, copyLine } from "../../platform/copy.ts";
import type { Db, Tx } from "../../platform/db.ts";
import { parseHeader } from "./core/sacct-header.ts";

export interface RejectedLine {
  readonly line: number;
  readonly reason: string;
  readonly field: string | null;
  readonly raw: string;
}

/** A reject as it is kept. */
export interface KeptReject extends RejectedLine {
  /** The batch that could read it since; null while it is open. */
  readonly resolvedBy: string | null;
}

export type RejectState = "open" | "resolved";

/** Keeps lines that could not be read. The batch they belong to is written in the same transaction. */
export async function insertRejects(tx: Tx, batchId: string, rejects: readonly RejectedLine[]): Promise<number> {
  const lines = rejects.map(({ line, reason, field, raw }) => copyLine([batchId, line, reason, field, raw]));
  const statement = "copy usage.reject (batch_id, line_number, reason, field, raw) from stdin";
  if (lines.length > 0) await copyInto(tx, statement, [Buffer.from(lines.join(""))]);
  return rejects.length;
}

interface PulledFrom {
  readonly batchId: string;
  readonly cluster: string | null;
  /** The first line of the text; null for JSON. */
  readonly header: string | null;
}

/** Keeps those lines that no earlier pull has kept, as each pull reads again a part of what the last one read. */
export async function insertPulledRejects(
  tx: Tx,
  { batchId, cluster, header }: PulledFrom,
  rejects: readonly RejectedLine[],
): Promise<number> {
  if (rejects.length === 0) return 0;
  // Each answer has another delimiter, while what a line says stays.
  const delimiter = header === null ? null : parseHeader(header, cluster).delimiter;
  const said = ({ raw }: RejectedLine) =>
    `${cluster}\u001f${delimiter === null ? raw : raw.replaceAll(delimiter, "\u001f")}`;
  const { numAffectedRows } = await sql`
    insert into usage.reject (batch_id, line_number, reason, field, raw, fingerprint)
    select ${batchId}, t.line_number, t.reason, t.field, t.raw, md5(t.said)::uuid
    from unnest(${rejects.map(({ line }) => line)}::bigint[], ${rejects.map(({ reason }) => reason)}::text[],
                ${rejects.map(({ field }) => field)}::text[], ${rejects.map(({ raw }) => raw)}::text[],
                ${rejects.map(said)}::text[]) as t (line_number, reason, field, raw, said)
    on conflict (fingerprint) where fingerprint is not null do nothing
  `.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export interface RejectPage {
  readonly batchId: string;
  readonly limit: number;
  /** Those after this line. */
  readonly after: number;
  /** Null: open and resolved ones. */
  readonly state: RejectState | null;
}

/** The rejects of a batch in the order of their lines. */
export async function listRejects(db: Db | Tx, { batchId, limit, after, state }: RejectPage): Promise<KeptReject[]> {
  const rows = await db
    .selectFrom("usage.reject as r")
    .leftJoin("usage.reject_resolution as s", (join) =>
      join.onRef("s.batch_id", "=", "r.batch_id").onRef("s.line_number", "=", "r.line_number"),
    )
    .select(["r.line_number", "r.reason", "r.field", "r.raw", "s.resolved_by"])
    .where("r.batch_id", "=", batchId)
    .where("r.line_number", ">", BigInt(after))
    .$if(state !== null, (query) => query.where(sql<SqlBool>`(s.resolved_by is null) = ${state === "open"}`))
    .orderBy("r.line_number")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ line: Number(row.line_number), reason: row.reason, field: row.field, raw: row.raw },
    resolvedBy: row.resolved_by,
  }));
}

/** Marks rejects as taken in by a batch, which is written in the same transaction. */
export async function insertResolutions(
  tx: Tx,
  { batchId, resolvedBy, lines }: { batchId: string; resolvedBy: string; lines: readonly number[] },
): Promise<void> {
  const rows = lines.map((line) => copyLine([batchId, line, resolvedBy]));
  const statement = "copy usage.reject_resolution (batch_id, line_number, resolved_by) from stdin";
  if (rows.length > 0) await copyInto(tx, statement, [Buffer.from(rows.join(""))]);
}

/** What the rejects of a batch were read with. */
export interface RejectOrigin {
  readonly id: string;
  readonly source: string;
  readonly source_name: string;
  readonly format: string;
  /** `v0.0.42`, of JSON that said so. */
  readonly api_version: string | null;
  readonly cluster: string | null;
  /** The first line of the text; null where it was not kept, and of JSON. */
  readonly header: string | null;
  /** The zone that the caller named for its local times. */
  readonly read_zone: string | null;
}

/** What the rejects of a batch were read with. */
export async function findRejectOrigin(tx: Tx | Db, batchId: string): Promise<RejectOrigin | undefined> {
  return await tx
    .selectFrom("usage.batch as b")
    .select(["b.id", "b.source", "b.source_name", "b.format", "b.api_version", "b.cluster", "b.header", "b.read_zone"])
    .where("b.id", "=", batchId)
    .executeTakeFirst();
}
