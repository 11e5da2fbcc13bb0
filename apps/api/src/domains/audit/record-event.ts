import { v7 as uuidv7 } from "uuid";
import type { Config } from "../../config.ts";
import { plainAddress } from "../../platform/address-ranges.ts";
import { type CalledOperation, type Client, SYSTEM_ACTOR } from "../../platform/context.ts";
import { beginOf, type Tx } from "../../platform/db.ts";
import { anonymousAddress } from "./client-address.ts";
import { type AuditContent, type AuditOutcome, signRecord } from "./core/audit-record.ts";
import type { JsonValue } from "./core/canonical-json.ts";
import { sha256 } from "./core/digest.ts";
import { insertRecords } from "./record.queries.ts";

/** One change, as it is to be remembered. */
export interface AuditEvent {
  /** `receipt.issued`: what was done, in the past tense, after the thing it was done to. */
  readonly action: string;
  /** What it was done to: an id, or a name where there is no id. */
  readonly subject: string;
  /** What kind of thing that is, where it is not the one that the action begins with. */
  readonly subjectType?: string;
  /** How it ended, where that is not what the action's last word says. */
  readonly outcome?: AuditOutcome;
  /** What HTTP answers, where it is not the operation's success. */
  readonly status?: number;
  /**
   * The facts that matter, picked one by one. Never a secret, never a whole request. Exact figures as strings. What a
   * change replaced is in `from`, what it put there in `to`, under the same names.
   */
  readonly detail: Readonly<Record<string, JsonValue>>;
}

/** Who makes the change and how, and the keyring whose first key signs for it. A `RequestContext` is one. */
export interface AuditContext {
  readonly config: Pick<Config, "auditKeys"> & Partial<Pick<Config, "auditAnonymizeIp" | "auditStoreRawUa">>;
  readonly actor: {
    readonly id: string | null;
    readonly username: string;
    readonly roles?: readonly string[];
    readonly session?: { readonly id: string } | null;
    readonly apiToken?: { readonly id: string } | null;
  };
  readonly requestId: string | null;
  readonly client?: Client | null;
  readonly call?: CalledOperation | null;
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
  const occurredAt = beginOf(tx);
  const actor = actorOf(ctx);
  const call = callOf(ctx);
  const signed = events.map((event) => {
    const outcome = event.outcome ?? (event.action.endsWith(".refused") ? "refused" : "success");
    // Member by member: spreading twenty of them takes longer than signing, and this runs with every change.
    const content: AuditContent = {
      id: uuidv7(),
      occurredAt,
      actorId: actor.actorId,
      actorName: actor.actorName,
      actorRole: actor.actorRole,
      sessionHash: actor.sessionHash,
      apiTokenId: actor.apiTokenId,
      address: call.address,
      userAgent: call.userAgent,
      method: call.method,
      operation: call.operation,
      status: event.status ?? (outcome === "success" ? call.status : null),
      requestId: ctx.requestId,
      action: event.action,
      subjectType: event.subjectType ?? event.action.slice(0, event.action.lastIndexOf(".")),
      subject: event.subject,
      outcome,
      detail: event.detail,
    };
    return signRecord(content, key);
  });
  await insertRecords(tx, signed);
}

function actorOf({ actor }: AuditContext) {
  const { id, username: actorName, roles = [], session, apiToken } = actor;
  const actorId = id === SYSTEM_ACTOR.id ? null : id; // the program is nobody's id
  const actorRole = actorId === null || roles.length === 0 ? null : [...new Set(roles)].sort().join(",");
  const sessionHash = session == null ? null : sha256(Buffer.from(session.id, "utf8")).toString("hex");
  return { actorId, actorName, actorRole, sessionHash, apiTokenId: apiToken?.id ?? null };
}

/** What is not to be stored is taken away here, before anything is signed, so that verification knows no setting. */
function callOf({ config, client, call }: AuditContext) {
  const { auditAnonymizeIp = true, auditStoreRawUa = false } = config;
  const { ip = "", userAgent = "" } = client ?? {};
  return {
    address: ip === "" ? null : auditAnonymizeIp ? anonymousAddress(ip) : plainAddress(ip),
    userAgent: userAgent === "" ? null : auditStoreRawUa ? userAgent.slice(0, 512) : fingerprint(userAgent),
    method: call?.method ?? null,
    operation: call?.operation ?? null,
    status: call?.status ?? null,
  };
}

/** Tells one browser from another without saying which they are: the first 32 digits of the SHA-256. */
function fingerprint(userAgent: string): string {
  return sha256(Buffer.from(userAgent, "utf8")).toString("hex", 0, 16);
}
