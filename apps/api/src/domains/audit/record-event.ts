import { v7 as uuidv7 } from "uuid";
import type { Config } from "../../config.ts";
import { SYSTEM_ACTOR } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { insertRecords, transactionTime } from "./audit.queries.ts";
import { signRecord } from "./core/audit-record.ts";
import type { JsonValue } from "./core/canonical-json.ts";

/** One change, as it is to be remembered. */
export interface AuditEvent {
  /** `receipt.issued`: what was done, in the past tense, after the thing it was done to. */
  readonly action: string;
  /** What it was done to: an id, or a name where there is no id. */
  readonly subject: string;
  /** The facts that matter, picked one by one. Never a secret, never a whole request. Exact figures as strings. */
  readonly detail: Readonly<Record<string, JsonValue>>;
}

/** Who makes the change, and the keyring whose first key signs for it. A `RequestContext` is one. */
export interface AuditContext {
  readonly config: Pick<Config, "auditKeys">;
  readonly actor: { readonly id: string | null; readonly username: string };
  readonly requestId: string | null;
}

/**
 * Writes the signed record of a change into the transaction that makes the change: both are committed, or neither.
 * Its time is the database's, when the transaction began, to the microsecond: processes whose clocks disagree cannot
 * make the log disagree. The sealer links it into the chain after the commit.
 *
 * @throws {InvariantError} if the detail names a secret or is too large.
 */
export async function recordEvent(tx: Tx, ctx: AuditContext, event: AuditEvent): Promise<void> {
  await recordEvents(tx, ctx, [event]);
}

/** Like `recordEvent`, for many changes of one transaction, in one statement per thousand. */
export async function recordEvents(tx: Tx, ctx: AuditContext, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  const [key] = ctx.config.auditKeys;
  const { id, username: actorName } = ctx.actor;
  const actorId = id === SYSTEM_ACTOR.id ? null : id; // the program is nobody's id
  const occurredAt = await transactionTime(tx);
  const records = events.map((event) =>
    signRecord({ ...event, id: uuidv7(), occurredAt, actorId, actorName, requestId: ctx.requestId }, key),
  );
  await insertRecords(tx, records);
}
