import { v7 as uuidv7 } from "uuid";
import { beginOf, type Db, type Tx, transact } from "../../platform/db.ts";
import { findLatestCheckpoint, insertCheckpoint } from "./checkpoints.queries.ts";
import { type SignedCheckpoint, signCheckpoint } from "./core/checkpoint.ts";
import { type AuditContext, recordEvent } from "./record-event.ts";
import { getChainHead, lockChain } from "./seal.queries.ts";
import { sealRecords } from "./seal-records.ts";

type CheckpointContext = AuditContext & { readonly db: Db };

const DAY_SECONDS = 86_400;

/** Seals what can be sealed and signs where the chain ends now. Waits for a sealer that is at work. */
export async function takeCheckpoint(ctx: CheckpointContext): Promise<SignedCheckpoint> {
  await sealRecords(ctx);
  return await transact(ctx.db, async (tx) => {
    await lockChain(tx);
    return await signHead(tx, ctx);
  });
}

/** Takes a checkpoint unless there is one of the last 24 hours; several processes that ask at once take one. */
export async function takeDailyCheckpoint(ctx: CheckpointContext): Promise<SignedCheckpoint | null> {
  if (await isRecent(ctx.db)) return null;
  await sealRecords(ctx);
  return await transact(ctx.db, async (tx) => {
    await lockChain(tx);
    return (await isRecent(tx)) ? null : await signHead(tx, ctx);
  });
}

async function isRecent(db: Db | Tx): Promise<boolean> {
  const latest = await findLatestCheckpoint(db);
  return latest !== undefined && latest.ageSeconds < DAY_SECONDS;
}

async function signHead(tx: Tx, ctx: CheckpointContext): Promise<SignedCheckpoint> {
  const { sequence, hash } = await getChainHead(tx);
  const [key] = ctx.config.auditKeys;
  const checkpoint = signCheckpoint({ id: uuidv7(), sequence, hash, takenAt: beginOf(tx) }, key);
  await insertCheckpoint(tx, checkpoint);
  const detail = { sequence: Number(sequence), hash: hash.toString("hex") };
  await recordEvent(tx, ctx, { action: "audit_checkpoint.taken", subject: checkpoint.id, detail });
  return checkpoint;
}
