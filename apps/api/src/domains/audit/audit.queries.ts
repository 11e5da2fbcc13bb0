import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import { type AuditOutcome, storable } from "./core/audit-record.ts";

/** A record as the list shows it. */
export interface AuditRecordRow {
  readonly id: string;
  /** Its place in the chain; null until it is sealed. */
  readonly sequence: number | null;
  readonly occurred_at: string;
  readonly actor_id: string | null;
  readonly actor_name: string;
  readonly actor_role: string | null;
  readonly session_hash: string | null;
  readonly api_token_id: string | null;
  readonly address: string | null;
  readonly user_agent: string | null;
  readonly method: string | null;
  readonly operation: string | null;
  readonly status: number | null;
  readonly request_id: string | null;
  readonly action: string;
  readonly subject_type: string;
  readonly subject: string;
  /** Where the subject is a person, by which name they sign in. */
  readonly subject_username: string | null;
  readonly outcome: AuditOutcome;
  readonly detail: Record<string, unknown>;
  readonly key_id: string;
  /** 32 bytes in hexadecimal; the hashes are null until the record is sealed. */
  readonly signature: string;
  readonly previous_hash: string | null;
  readonly hash: string | null;
}

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** Beside `subject`: either of the two. */
  readonly or_subject?: string | undefined;
  readonly subject_type?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** RFC 3339: from then on, and before then. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** How far the clocks of the processes, which ids tell the time of, may be from the database's. */
const SLACK_MILLISECONDS = 86_400_000;

const UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

/** Records, the latest first, older than the record `before`; ids are in the order of time. */
export async function listRecords(
  db: Db,
  filter: AuditFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<AuditRecordRow[]> {
  const { from, to } = filter;
  let query = db
    .selectFrom("audit.record as r")
    .leftJoin("audit.seal as s", "s.record_id", "r.id")
    .select(["r.id", "r.actor_id", "r.actor_name", "r.actor_role", "r.session_hash", "r.address", "r.user_agent"])
    .select([
      "r.api_token_id",
      "r.method",
      "r.operation",
      "r.status",
      "r.request_id",
      "r.action",
      "r.subject",
      "r.key_id",
    ])
    .select([
      // A sequence beyond 2^53 records is out of this world, so a number of JSON holds it.
      sql<number | null>`s.sequence::float8`.as("sequence"),
      sql<string>`to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as("occurred_at"),
      // Records from before these two were kept have none.
      sql<string>`coalesce(r.subject_type, split_part(r.action, '.', 1))`.as("subject_type"),
      // A person is found by the id alone, whatever was done to them.
      sql<string | null>`(select p.username from identity.person p
        where p.id = case when r.subject ~ ${UUID} then r.subject::uuid end)`.as("subject_username"),
      sql<AuditOutcome>`coalesce(r.outcome, 'success')`.as("outcome"),
      sql<Record<string, unknown>>`r.detail`.as("detail"),
      sql<string>`encode(r.signature, 'hex')`.as("signature"),
      sql<string | null>`encode(s.previous_hash, 'hex')`.as("previous_hash"),
      sql<string | null>`encode(s.hash, 'hex')`.as("hash"),
    ])
    .orderBy("r.id", "desc")
    .limit(limit);
  for (const [column, wanted] of equalities(filter)) query = query.where(`r.${column}`, "=", storable(wanted));
  const subjects = [filter.subject, filter.or_subject].flatMap((id) => (id === undefined ? [] : [storable(id)]));
  if (subjects.length > 0) query = query.where("r.subject", "in", subjects);
  if (before !== null) query = query.where("r.id", "<", before);
  if (from !== undefined) {
    query = query.where(sql<boolean>`r.occurred_at >= ${from}::timestamptz and r.id >= ${earliestId(from, -1)}`);
  }
  if (to !== undefined) {
    query = query.where(sql<boolean>`r.occurred_at < ${to}::timestamptz and r.id < ${earliestId(to, 1)}`);
  }
  return await query.execute();
}

function equalities({ actor, action, subject_type, outcome }: AuditFilter) {
  const wanted = [
    ["actor_name", actor],
    ["action", action],
    ["subject_type", subject_type],
    ["outcome", outcome],
  ] as const;
  return wanted.flatMap(([column, value]) => (value === undefined ? [] : [[column, value] as const]));
}

/** The first UUIDv7 of a moment, so that a time is found by the key, with slack to one side. */
function earliestId(time: string, side: -1 | 1): string {
  const milliseconds = Math.max(0, Date.parse(time) + side * SLACK_MILLISECONDS);
  const digits = milliseconds.toString(16).padStart(12, "0").slice(-12);
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
