import { clientOf, sendWithCommit, type Tx } from "../../platform/db.ts";
import type { SignedRecord } from "./core/audit-record.ts";

/** The channel on which the sealer is woken. */
export const CHANNEL = "purser_audit";

/**
 * A process notifies at most this often, because PostgreSQL makes transactions that notify commit one after another;
 * the sealer looks again by itself for as long as it finds something.
 */
const NOTIFY_MILLISECONDS = 50;
const INSERT_CHUNK = 1_000;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly value: (record: SignedRecord) => string | number | Buffer | null;
}

const COLUMNS: readonly Column[] = [
  { name: "id", type: "uuid", value: ({ content }) => content.id },
  { name: "occurred_at", type: "timestamptz", value: ({ content }) => content.occurredAt },
  { name: "actor_id", type: "uuid", value: ({ content }) => content.actorId },
  { name: "actor_name", type: "text", value: ({ content }) => content.actorName },
  { name: "actor_role", type: "text", value: ({ content }) => content.actorRole },
  { name: "session_hash", type: "text", value: ({ content }) => content.sessionHash },
  { name: "api_token_id", type: "uuid", value: ({ content }) => content.apiTokenId },
  { name: "address", type: "text", value: ({ content }) => content.address },
  { name: "user_agent", type: "text", value: ({ content }) => content.userAgent },
  { name: "method", type: "text", value: ({ content }) => content.method },
  { name: "operation", type: "text", value: ({ content }) => content.operation },
  { name: "status", type: "smallint", value: ({ content }) => content.status },
  { name: "request_id", type: "text", value: ({ content }) => content.requestId },
  { name: "action", type: "text", value: ({ content }) => content.action },
  { name: "subject_type", type: "text", value: ({ content }) => content.subjectType },
  { name: "subject", type: "text", value: ({ content }) => content.subject },
  { name: "outcome", type: "text", value: ({ content }) => content.outcome },
  { name: "detail", type: "json", value: ({ detail }) => detail },
  { name: "key_id", type: "text", value: ({ keyId }) => keyId },
  { name: "canonical", type: "bytea", value: ({ canonical }) => canonical },
  { name: "signature", type: "bytea", value: ({ signature }) => signature },
];

const INTO = `insert into audit.record (${COLUMNS.map(({ name }) => name).join(", ")})`;
const ONE = `${INTO} values (${COLUMNS.map((_, index) => `$${index + 1}`).join(", ")})`;
const MANY = `${INTO} select * from unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(", ")})`;
const NOTIFY = `select pg_notify('${CHANNEL}', '')`;

let notifiedAt = Number.NEGATIVE_INFINITY;

/**
 * Stores signed records in the caller's transaction, and wakes the sealer when it is committed. Most changes write one
 * record: that statement is sent by name, so that PostgreSQL plans it once for each connection, and with the commit.
 */
export async function insertRecords(tx: Tx, records: readonly SignedRecord[]): Promise<void> {
  const client = clientOf(tx);
  for (let from = 0; from < records.length; from += INSERT_CHUNK) {
    const chunk = records.slice(from, from + INSERT_CHUNK);
    const [only] = chunk;
    if (only === undefined) return;
    const notify = isTimeToNotify() ? "_notify" : "";
    if (chunk.length === 1) {
      const values = COLUMNS.map(({ value }) => value(only));
      sendWithCommit(tx, { name: `audit_record${notify}`, text: withNotify(ONE, notify), values });
    } else {
      await client.query(
        withNotify(MANY, notify),
        COLUMNS.map(({ value }) => chunk.map(value)),
      );
    }
  }
}

/** One statement for both, so that notifying costs no round trip. */
function withNotify(insert: string, notify: string): string {
  return notify === "" ? insert : `with written as (${insert}) ${NOTIFY}`;
}

function isTimeToNotify(): boolean {
  const now = performance.now();
  if (now - notifiedAt < NOTIFY_MILLISECONDS) return false;
  notifiedAt = now;
  return true;
}
