import { sql } from "kysely";
import { to as copyTo } from "pg-copy-streams";
import type { Db } from "../../platform/db.ts";
import type { StoredLink } from "./core/chain.ts";

/** The columns of a record as the JSON that was signed, where PostgreSQL writes each value as RFC 8785 does. */
const CONTENT = `'{"action":' || to_json(r.action) || coalesce(',"actor_id":"' || r.actor_id || '"', '')
  || ',"actor_name":' || to_json(r.actor_name) || coalesce(',"actor_role":' || to_json(r.actor_role), '')
  || coalesce(',"address":' || to_json(r.address), '')
  || coalesce(',"api_token_id":"' || r.api_token_id || '"', '') || ',"detail":' || r.detail || ',"id":"' || r.id || '","key_id":'
  || to_json(r.key_id) || coalesce(',"method":' || to_json(r.method), '')
  || to_char(r.occurred_at at time zone 'UTC', '",\\"occurred_at\\":\\""YYYY-MM-DD"T"HH24:MI:SS.US"Z\\""')
  || coalesce(',"operation":' || to_json(r.operation), '') || coalesce(',"outcome":' || to_json(r.outcome), '')
  || coalesce(',"request_id":' || to_json(r.request_id), '')
  || coalesce(',"session_hash":"' || r.session_hash || '"', '') || coalesce(',"status":' || r.status, '')
  || ',"subject":' || to_json(r.subject) || coalesce(',"subject_type":' || to_json(r.subject_type), '')
  || coalesce(',"user_agent":' || to_json(r.user_agent), '') || '}'`;

export interface LinkRange {
  readonly after: bigint;
  readonly last: bigint;
}

/**
 * The links after number `after` up to and with `last`, each with its record's bytes, in their order, in groups of what
 * has come over the wire. They come by COPY in its binary form: as rows of text they take longer to read than to verify.
 * Memory does not grow with the range.
 */
export async function* streamLinks(db: Db, { after, last }: LinkRange): AsyncGenerator<StoredLink[]> {
  const client = await db.pool.connect();
  let whole = false;
  try {
    const copy = client.query(
      copyTo(`copy (
        select s.sequence, s.previous_hash, s.hash, s.signature, s.key_id, r.canonical, r.signature, r.key_id,
               coalesce(convert_to(${CONTENT}, 'UTF8') = r.canonical, false)
        from audit.seal s left join audit.record r on r.id = s.record_id
        where s.sequence > ${after} and s.sequence <= ${last} order by s.sequence
      ) to stdout (format binary)`),
    );
    const reader = new LinkReader();
    for await (const chunk of copy) yield reader.read(chunk as Buffer); // the stream is of bytes
    whole = true;
  } finally {
    client.release(!whole); // one that is still copying is of no use to anybody
  }
}

const SIGNATURE_BYTES = 19; // the signature, the flags and an extension of no length
const END = -1;

/** Reads the rows of a binary COPY as they come: a count of fields, then each with its length before it. */
class LinkReader {
  #rest: Buffer = Buffer.alloc(0);
  #at = 0;
  #begun = false;

  read(chunk: Buffer): StoredLink[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#at = 0;
    if (!this.#begun && this.#rest.length >= SIGNATURE_BYTES) {
      this.#at = SIGNATURE_BYTES;
      this.#begun = true;
    }
    const links: StoredLink[] = [];
    while (this.#begun && this.#holdsRow()) links.push(this.#row());
    this.#rest = this.#rest.subarray(this.#at);
    return links;
  }

  /** Whether all of the next row is here; the end of the COPY is no row. */
  #holdsRow(): boolean {
    const rest = this.#rest;
    let at = this.#at + 2;
    if (at > rest.length || rest.readInt16BE(this.#at) === END) return false;
    for (let field = 0; field < 9; field += 1) {
      if (at + 4 > rest.length) return false;
      at += 4 + Math.max(0, rest.readInt32BE(at));
    }
    return at <= rest.length;
  }

  #row(): StoredLink {
    this.#at += 2;
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

  #some(): Buffer {
    return this.#field() ?? Buffer.alloc(0); // columns that are never null
  }

  #field(): Buffer | null {
    const length = this.#rest.readInt32BE(this.#at);
    this.#at += 4;
    if (length < 0) return null;
    this.#at += length;
    return this.#rest.subarray(this.#at - length, this.#at);
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
