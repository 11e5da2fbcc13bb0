import { type Expression, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

/** An API token as lists show it; its hash is not among it. */
export interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  readonly personId: string | null;
  readonly username: string | null;
  readonly personDisabled: boolean;
  readonly role: string | null;
  readonly slurmUsers: readonly string[];
  readonly scopes: readonly string[];
  readonly allowedAddresses: readonly string[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
}

/** Whose tokens: one person's, or everybody's and the services'. */
export type ApiTokenOwner = { readonly personId: string } | { readonly all: true };

function tokens(db: Db | Tx) {
  return db
    .selectFrom("identity.api_token as t")
    .leftJoin("identity.person as p", "p.id", "t.person_id")
    .select(["t.id", "t.name", "t.person_id as personId", "p.username", "t.role", "t.slurm_users as slurmUsers"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("personDisabled"))
    .select(["t.scopes", "t.allowed_addresses as allowedAddresses", "t.created_at as createdAt"])
    .select(["t.created_by as createdBy", "t.expires_at as expiresAt", "t.revoked_at as revokedAt"])
    .select(["t.revoked_by as revokedBy", "t.last_used_at as lastUsedAt"])
    .select(sql<string | null>`host(t.last_used_address)`.as("lastUsedAddress"));
}

function isOf(owner: ApiTokenOwner): Expression<SqlBool> {
  return "all" in owner ? sql<SqlBool>`true` : sql<SqlBool>`t.person_id = ${owner.personId}`;
}

export interface ApiTokenFilter {
  readonly kind: "person" | "service" | null;
  /** Only those that can be used at `now`, or only those that cannot. */
  readonly active: boolean | null;
  readonly search: string | null;
  readonly now: Date;
}

export async function listTokens(
  db: Db,
  owner: ApiTokenOwner,
  { kind, active, search, now }: ApiTokenFilter,
  page: { readonly before: string | null; readonly limit: number },
): Promise<ApiTokenRow[]> {
  const isActive = sql<SqlBool>`(t.revoked_at is null and t.expires_at > ${now} and p.disabled_at is null)`;
  const part = `%${(search ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  return await tokens(db)
    .where(isOf(owner))
    .$if(kind !== null, (query) => query.where("t.person_id", kind === "person" ? "is not" : "is", null))
    .$if(active !== null, (query) => query.where(active === true ? isActive : sql<SqlBool>`not ${isActive}`))
    .$if(search !== null, (query) =>
      query.where((either) => either.or([either("t.name", "ilike", part), either("p.username", "ilike", part)])),
    )
    .$if(page.before !== null, (query) => query.where("t.id", "<", page.before ?? ""))
    .orderBy("t.id", "desc")
    .limit(page.limit)
    .execute();
}

/** One token of the owner's, held until the transaction ends. */
export async function lockToken(tx: Tx, owner: ApiTokenOwner, id: string): Promise<ApiTokenRow | undefined> {
  return await tokens(tx).where(isOf(owner)).where("t.id", "=", id).forUpdate("t").executeTakeFirst();
}

/** A token with the hash to compare a caller's with. */
export async function findTokenForUse(db: Db, id: string): Promise<(ApiTokenRow & { tokenHash: Buffer }) | undefined> {
  return await tokens(db).select("t.token_hash as tokenHash").where("t.id", "=", id).executeTakeFirst();
}

/**
 * How many tokens of a person, or of all services, can be used. Until the transaction ends nobody else makes one, so
 * that two who count at once do not both make the last.
 */
export async function countLiveTokens(tx: Tx, personId: string | null, now: Date): Promise<number> {
  const owner = personId ?? "services";
  await sql`select pg_advisory_xact_lock(hashtextextended('identity.api_token ' || ${owner}, 0))`.execute(tx);
  const { count } = await tx
    .selectFrom("identity.api_token as t")
    .select(sql<number>`count(*)::int`.as("count"))
    .where(personId === null ? sql<SqlBool>`t.person_id is null` : isOf({ personId }))
    .where("t.revoked_at", "is", null)
    .where("t.expires_at", ">", now)
    .executeTakeFirstOrThrow();
  return count;
}

export interface NewApiToken {
  readonly id: string;
  readonly personId: string | null;
  readonly name: string;
  readonly role: string | null;
  readonly slurmUsers: readonly string[];
  readonly tokenHash: Buffer;
  readonly scopes: readonly string[];
  readonly allowedAddresses: readonly string[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly expiresAt: Date;
}

/** Adds a token; false: a service of that name has one that is not revoked, and nothing was changed. */
export async function insertToken(tx: Tx, token: NewApiToken): Promise<boolean> {
  const inserted = await tx
    .insertInto("identity.api_token")
    .values({
      id: token.id,
      person_id: token.personId,
      name: token.name,
      role: token.role,
      slurm_users: [...token.slurmUsers],
      token_hash: token.tokenHash,
      scopes: [...token.scopes],
      // What stands beyond the prefix of a network is cleared: 10.1.2.3/8 is 10.0.0.0/8.
      allowed_addresses: sql`${[...token.allowedAddresses]}::inet[]::cidr[]`,
      created_at: token.createdAt,
      created_by: token.createdBy,
      expires_at: token.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.column("name").where(sql<SqlBool>`person_id is null and revoked_at is null`).doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function markTokenRevoked(tx: Tx, id: string, at: Date, by: string): Promise<void> {
  await tx
    .updateTable("identity.api_token")
    .set({ revoked_at: at, revoked_by: by })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .execute();
}

/** Notes a use, unless one within the minute before was noted by whoever. `address` is null where it is none. */
export async function markTokenUsed(db: Db, id: string, at: Date, address: string | null): Promise<void> {
  await db
    .updateTable("identity.api_token")
    .set({ last_used_at: at, last_used_address: address })
    .where("id", "=", id)
    .where((either) => either.or([either("last_used_at", "is", null), either("last_used_at", "<=", minuteBefore(at))]))
    .execute();
}

/** Notes a use from an address that is not allowed; false: one was noted within the minute before. */
export async function markAddressRefused(tx: Tx, id: string, at: Date): Promise<boolean> {
  const noted = await tx
    .updateTable("identity.api_token")
    .set({ address_refused_at: at })
    .where("id", "=", id)
    .where((either) =>
      either.or([either("address_refused_at", "is", null), either("address_refused_at", "<=", minuteBefore(at))]),
    )
    .returning("id")
    .executeTakeFirst();
  return noted !== undefined;
}

function minuteBefore(at: Date): Date {
  return new Date(at.getTime() - 60_000);
}
