import { createHash } from "node:crypto";
import { DomainError } from "@purser/kernel/domain-error";
import { type Db, type Tx, transact } from "./db.ts";

/** The same Idempotency-Key came with another request. */
export class IdempotencyError extends DomainError<"IDEMPOTENCY_KEY_REUSED"> {
  override readonly name = "IdempotencyError";
  readonly kind = "invalid";
}

export interface OnceKey {
  readonly actorId: string;
  readonly operation: string;
  /** The Idempotency-Key of the call; null: it carried none, and the work is simply done. */
  readonly key: string | null;
  /** What was asked for: the same key with another request is refused. */
  readonly request: unknown;
}

/**
 * Does `work` in one transaction, once for each key: a later call with the same key returns the first answer, also
 * while the first is still running (it waits) or after a crash (the key is committed with the effect or not at all).
 * `work` answers with what JSON can hold.
 *
 * @throws {IdempotencyError} if the key was used for another request.
 */
export async function once<T>(db: Db, call: OnceKey, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await transact(db, async (tx) => await onceIn(tx, call, async () => await work(tx)));
}

/** `once` inside a transaction that is already open. */
export async function onceIn<T>(tx: Tx, call: OnceKey, work: () => Promise<T>): Promise<T> {
  const { actorId, operation, key, request } = call;
  if (key === null) return await work();
  const hash = createHash("sha256").update(JSON.stringify(request)).digest();
  const claimed = await tx
    .insertInto("platform.idempotency")
    .values({ actor_id: actorId, operation, key, request_hash: hash })
    .onConflict((conflict) => conflict.columns(["actor_id", "operation", "key"]).doNothing())
    .returning("key")
    .executeTakeFirst();
  const row = { actor_id: actorId, operation, key };
  if (claimed === undefined) return await firstAnswer<T>(tx, row, hash);
  const answer = await work();
  await tx
    .updateTable("platform.idempotency")
    .set({ answer: JSON.stringify(answer) })
    .where("actor_id", "=", actorId)
    .where("operation", "=", operation)
    .where("key", "=", key)
    .execute();
  return answer;
}

interface KeyRow {
  readonly actor_id: string;
  readonly operation: string;
  readonly key: string;
}

async function firstAnswer<T>(tx: Tx, row: KeyRow, hash: Buffer): Promise<T> {
  const first = await tx
    .selectFrom("platform.idempotency as i")
    .select(["i.request_hash", "i.answer"])
    .where("i.actor_id", "=", row.actor_id)
    .where("i.operation", "=", row.operation)
    .where("i.key", "=", row.key)
    .executeTakeFirstOrThrow();
  if (!first.request_hash.equals(hash)) throw new IdempotencyError("IDEMPOTENCY_KEY_REUSED", { key: row.key });
  return first.answer as T; // what this operation itself stored
}
