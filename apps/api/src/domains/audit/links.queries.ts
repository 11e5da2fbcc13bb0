import { finished } from "node:stream/promises";
import { sql } from "kysely";
import { to as copyTo } from "pg-copy-streams";
import type { Db } from "../../platform/db.ts";
import type { StoredLink } from "./core/chain.ts";

/** The texts of a record in its columns, which are signed between quotes. */
const TEXTS = `r.action, r.actor_name, r.actor_role, r.address, r.key_id, r.method, r.operation, r.outcome, r.request_id,
  r.session_hash, r.subject, r.subject_type, r.user_agent`;

/**
 * The columns of a record as the JSON that was signed, for texts that JSON writes as they are. It takes a fraction of
 * the time of PostgreSQL's own JSON; where a text has a quote or needs an escape, it is not what was signed.
 */
const CONTENT = `concat(
  '{"action":"', r.action, '"', ',"actor_id":"' || r.actor_id || '"', ',"actor_name":"', r.actor_name, '"',
  ',"actor_role":"' || r.actor_role || '"', ',"address":"' || r.address || '"',
  ',"api_token_id":"' || r.api_token_id || '"', ',"detail":', r.detail, ',"id":"', r.id, '"',
  ',"key_id":"', r.key_id, '"', ',"method":"' || r.method || '"',
  ',"occurred_at":"', to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '"',
  ',"operation":"' || r.operation || '"', ',"outcome":"' || r.outcome || '"',
  ',"request_id":"' || r.request_id || '"', ',"session_hash":"' || r.session_hash || '"', ',"status":' || r.status,
  ',"subject":"', r.subject, '"', ',"subject_type":"' || r.subject_type || '"',
  ',"user_agent":"' || r.user_agent || '"', '}')`;

/** So that the stream does not stop and go for every few records. */
const READ_AT_ONCE = 1024 * 1024;

export interface LinkRange {
  readonly after: bigint;
  readonly last: bigint;
}

/**
 * The links after number `after` up to and with `last`, each with its record's bytes, in their order. They come by COPY
 * in its binary form: as rows of text they take longer to read than to verify. Ask for a few thousand at a time.
 */
export async function readLinks(db: Db, { after, last }: LinkRange): Promise<StoredLink[]> {
  const client = await db.pool.connect();
  let whole = false;
  try {
    const copy = client.query(
      copyTo(
        `copy (
        select s.sequence, s.previous_hash, s.hash, s.signature, s.key_id, c.canonical, c.signature, c.key_id,
               coalesce(c.same, false)
        from audit.seal s left join lateral (
          select r.canonical, r.signature, r.key_id,
                 strpos(concat(${TEXTS}), '"') = 0 and convert_to(${CONTENT}, 'UTF8') = r.canonical as same
          from audit.record r where r.id = s.record_id limit 1 -- by the key: a join would read the whole table each time
        ) c on true
        where s.sequence > ${after} and s.sequence <= ${last} order by s.sequence
      ) to stdout (format binary)`,
        { highWaterMark: READ_AT_ONCE },
      ),
    );
    const chunks: Buffer[] = [];
    copy.on("data", (chunk: Buffer) => chunks.push(chunk));
    await finished(copy);
    whole = true;
    return new CopiedLinks(Buffer.concat(chunks)).read();
  } finally {
    client.release(!whole); // one that is still copying is of no use to anybody
  }
}

const SIGNATURE_BYTES = 19; // of the format: its name, the flags and an extension of no length
const END = -1;

/** Reads the rows of a binary COPY: a count of fields, then each field with its length before it. */
class CopiedLinks {
  readonly #bytes: Buffer;
  #at = SIGNATURE_BYTES;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(): StoredLink[] {
    const links: StoredLink[] = [];
    while (this.#bytes.readInt16BE(this.#at) !== END) {
      this.#at += 2;
      links.push(this.#link());
    }
    return links;
  }

  #link(): StoredLink {
    return {
      sequence: this.#some().readBigInt64BE(),
      previousHash: this.#some(),
      hash: this.#some(),
      signature: this.#some(),
      keyId: this.#some().toString("utf8"),
      canonical: this.#field(),
      recordSignature: this.#field(),
      recordKeyId: this.#field()?.toString("utf8") ?? null,
      sameContent: this.#some()[0] === 1,
    };
  }

  /** A field of a column that is never null. */
  #some(): Buffer {
    return this.#field() ?? Buffer.alloc(0);
  }

  #field(): Buffer | null {
    const length = this.#bytes.readInt32BE(this.#at);
    this.#at += 4;
    if (length < 0) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/** The link with this number, as it is stored. */
export async function findLink(
  db: Db,
  sequence: bigint,
): Promise<Pick<StoredLink, "keyId" | "hash" | "signature"> | undefined> {
  const { rows } = await sql<Pick<StoredLink, "keyId" | "hash" | "signature">>`
    select s.key_id as "keyId", s.hash, s.signature from audit.seal s where s.sequence = ${sequence}
  `.execute(db);
  return rows[0];
}

/**
 * Whether the columns of these links' records say what their signed bytes say, where the text alone does not show it;
 * the numbers of those that do not. Only for links whose bytes have been proven to be ours: others may not even be JSON.
 */
export async function listContentMismatches(db: Db, sequences: readonly bigint[]): Promise<bigint[]> {
  const { rows } = await sql<{ sequence: bigint }>`
    select s.sequence
    from audit.seal s join audit.record r on r.id = s.record_id
    cross join lateral (select convert_from(r.canonical, 'UTF8')::jsonb as said) c
    where s.sequence = any(${sequences}::bigint[])
      and (c.said -> 'detail' is distinct from r.detail::jsonb
        or jsonb_strip_nulls(c.said - 'detail') is distinct from jsonb_strip_nulls(
          to_jsonb(r) - array['detail', 'canonical', 'signature', 'xid'] || jsonb_build_object(
            'occurred_at', to_char(r.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))))
    order by s.sequence
  `.execute(db);
  return rows.map((row) => row.sequence);
}
