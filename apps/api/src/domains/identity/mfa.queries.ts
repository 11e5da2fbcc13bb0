import type { Db, Tx } from "../../platform/db.ts";
import type { SealedSecret } from "../../platform/sealed-secret.ts";
import type { CodeFailures } from "./core/code-failures.ts";

export interface Totp extends SealedSecret, CodeFailures {
  /** The time step of the last code that was taken. */
  readonly lastStep: bigint;
}

/** A person's authenticator app, held until the transaction ends: two codes at once come one after the other. */
export async function lockTotp(tx: Tx, personId: string): Promise<Totp | undefined> {
  return await tx
    .selectFrom("identity.totp as t")
    .select(["t.key_id as keyId", "t.sealed", "t.last_step as lastStep"])
    .select(["t.failures", "t.failing_since as failingSince"])
    .where("t.person_id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
}

export interface MfaState {
  /** Null: no code is asked for. */
  readonly enrolledAt: Date | null;
  readonly recoveryCodesLeft: number;
}

export async function findMfa(db: Db | Tx, personId: string): Promise<MfaState> {
  const row = await db
    .selectFrom("identity.totp as t")
    .leftJoin("identity.recovery_code as r", (on) =>
      on.onRef("r.person_id", "=", "t.person_id").on("r.used_at", "is", null),
    )
    .select((select) => ["t.enrolled_at as enrolledAt", select.fn.count<bigint>("r.code_hash").as("left")])
    .where("t.person_id", "=", personId)
    .groupBy("t.enrolled_at")
    .executeTakeFirst();
  return { enrolledAt: row?.enrolledAt ?? null, recoveryCodesLeft: Number(row?.left ?? 0) };
}

/** Puts an app in force, in place of an earlier one; `step` is that of the code which proved it. */
export async function upsertTotp(
  tx: Tx,
  personId: string,
  { sealed, step, at }: { sealed: SealedSecret; step: bigint; at: Date },
): Promise<void> {
  const values = { key_id: sealed.keyId, sealed: sealed.sealed, enrolled_at: at, last_step: step };
  const fresh = { failures: 0, failing_since: null };
  await tx
    .insertInto("identity.totp")
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ ...values, ...fresh }))
    .execute();
}

/** Notes that a code was taken: no code of its step, or before it, is taken again. */
export async function saveTotpStep(tx: Tx, personId: string, step: bigint): Promise<void> {
  await tx
    .updateTable("identity.totp")
    .set({ last_step: step, failures: 0, failing_since: null })
    .where("person_id", "=", personId)
    .execute();
}

/** Keeps the same secret under another key. */
export async function resealTotp(tx: Tx, personId: string, { keyId, sealed }: SealedSecret): Promise<void> {
  await tx.updateTable("identity.totp").set({ key_id: keyId, sealed }).where("person_id", "=", personId).execute();
}

export async function saveCodeFailures(tx: Tx, personId: string, count: CodeFailures): Promise<void> {
  await tx
    .updateTable("identity.totp")
    .set({ failures: count.failures, failing_since: count.failingSince })
    .where("person_id", "=", personId)
    .execute();
}

/** Takes a person's second step away, with its recovery codes; false: there was none. */
export async function deleteTotp(tx: Tx, personId: string): Promise<boolean> {
  await tx.deleteFrom("identity.totp_enrolment").where("person_id", "=", personId).execute();
  const deleted = await tx
    .deleteFrom("identity.totp")
    .where("person_id", "=", personId)
    .returning("person_id")
    .executeTakeFirst();
  return deleted !== undefined;
}

/** Uses a recovery code up; false: the person has no such code, or had it. */
export async function claimRecoveryCode(tx: Tx, personId: string, codeHash: Buffer, at: Date): Promise<boolean> {
  const claimed = await tx
    .updateTable("identity.recovery_code")
    .set({ used_at: at })
    .where("person_id", "=", personId)
    .where("code_hash", "=", codeHash)
    .where("used_at", "is", null)
    .returning("person_id")
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function replaceRecoveryCodes(tx: Tx, personId: string, codeHashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom("identity.recovery_code").where("person_id", "=", personId).execute();
  await tx
    .insertInto("identity.recovery_code")
    .values(codeHashes.map((code_hash) => ({ person_id: personId, code_hash })))
    .execute();
}

/** Keeps a secret that was just shown, in place of one that was shown before and never proven. */
export async function upsertEnrolment(tx: Tx, personId: string, sealed: SealedSecret, at: Date): Promise<void> {
  const values = { key_id: sealed.keyId, sealed: sealed.sealed, started_at: at };
  await tx
    .insertInto("identity.totp_enrolment")
    .values({ person_id: personId, ...values })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(values))
    .execute();
}

/** Held until the transaction ends: one of two who prove the same secret finds it gone. */
export async function lockEnrolment(
  tx: Tx,
  personId: string,
): Promise<(SealedSecret & { readonly startedAt: Date }) | undefined> {
  return await tx
    .selectFrom("identity.totp_enrolment as e")
    .select(["e.key_id as keyId", "e.sealed", "e.started_at as startedAt"])
    .where("e.person_id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
}

export async function deleteEnrolment(tx: Tx, personId: string): Promise<void> {
  await tx.deleteFrom("identity.totp_enrolment").where("person_id", "=", personId).execute();
}
