import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Grant } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db.ts";
import type { DatedGrant } from "./core/grants.ts";

/** Whose data a caller may see: everyone's, or what lies in these grants. */
export type PeopleScope = { readonly all: true } | { readonly over: readonly Grant[] };

export interface GrantRow {
  readonly id: string;
  readonly personId: string;
  readonly username: string;
  readonly role: string;
  readonly scope: string | null;
  readonly source: string;
  readonly grantedAt: Date;
  readonly grantedBy: string;
  readonly until: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
}

/** Which grants of the table `g` lie in a scope. */
export function isWithin(scope: PeopleScope): RawBuilder<SqlBool> {
  if ("all" in scope) return sql<SqlBool>`true`;
  const [roles, scopes] = [scope.over.map((grant) => grant.role), scope.over.map((grant) => grant.scope)];
  return sql<SqlBool>`
    (g.role, g.scope) in (select o.role, o.scope from unnest(${roles}::text[], ${scopes}::text[]) as o (role, scope))`;
}

/** Whether a grant of the table `g` counts at this moment. */
export const IS_LIVE = sql<SqlBool>`(g.revoked_at is null and (g.until is null or g.until > now()))`;

function selectGrants(db: Db | Tx) {
  return db
    .selectFrom("identity.role_grant as g")
    .innerJoin("identity.person as p", "p.id", "g.person_id")
    .select(["g.id", "g.person_id as personId", "p.username", "g.role", "g.scope", "g.source"])
    .select(["g.granted_at as grantedAt", "g.granted_by as grantedBy", "g.until"])
    .select(["g.revoked_at as revokedAt", "g.revoked_by as revokedBy"]);
}

export interface GrantPage {
  readonly limit: number;
  /** The page begins after the grant with this time and id. */
  readonly after: { readonly at: Date; readonly id: string } | null;
}

/** A person's grants, those that are over among them, the latest first. */
export async function listGrantRows(
  db: Db,
  scope: PeopleScope,
  { personId, limit, after }: GrantPage & { readonly personId: string },
): Promise<GrantRow[]> {
  return await selectGrants(db)
    .where("g.person_id", "=", personId)
    .where(isWithin(scope))
    .$if(after !== null, (query) =>
      query.where(sql<SqlBool>`(date_trunc('milliseconds', g.granted_at), g.id) < (${after?.at}, ${after?.id})`),
    )
    .orderBy(sql`date_trunc('milliseconds', g.granted_at)`, "desc")
    .orderBy("g.id", "desc")
    .limit(limit)
    .execute();
}

export async function findGrant(db: Db | Tx, scope: PeopleScope, id: string): Promise<GrantRow | undefined> {
  return await selectGrants(db).where("g.id", "=", id).where(isWithin(scope)).executeTakeFirst();
}

/** One grant, held against other changes until the transaction ends. */
export async function lockGrant(tx: Tx, scope: PeopleScope, id: string): Promise<GrantRow | undefined> {
  return await selectGrants(tx).where("g.id", "=", id).where(isWithin(scope)).forNoKeyUpdate("g").executeTakeFirst();
}

/**
 * What a person who is not disabled holds now, held until the transaction ends: nobody hands on a role that is being
 * taken away from them.
 */
export async function holdAuthority(tx: Tx, personId: string): Promise<DatedGrant[]> {
  return await tx
    .selectFrom("identity.role_grant as g")
    .innerJoin("identity.person as p", "p.id", "g.person_id")
    .select(["g.role", "g.scope", "g.until"])
    .where("g.person_id", "=", personId)
    .where("p.disabled_at", "is", null)
    .where(IS_LIVE)
    .orderBy("g.id")
    .forShare("g")
    .execute();
}

/** Makes those who take a centre administrator's role away wait for one another until the transaction ends. */
export async function lockCenterAdmins(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('identity.center_admin', 0))`.execute(tx);
}

/** Whether someone but `personId` holds center_admin without end: given here, and not disabled. */
export async function hasOtherLastingAdmin(tx: Tx, personId: string): Promise<boolean> {
  const other = await tx
    .selectFrom("identity.role_grant as g")
    .innerJoin("identity.person as p", "p.id", "g.person_id")
    .select("g.id")
    .where("g.role", "=", "center_admin")
    .where("g.source", "=", "local")
    .where("g.until", "is", null)
    .where("g.revoked_at", "is", null)
    .where("p.disabled_at", "is", null)
    .where("p.id", "<>", personId)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** How many grants a person holds now. */
export async function countLiveGrants(tx: Tx, personId: string): Promise<number> {
  const row = await tx
    .selectFrom("identity.role_grant as g")
    .select((select) => select.fn.countAll<bigint>().as("count"))
    .where("g.person_id", "=", personId)
    .where(IS_LIVE)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export interface NewGrant {
  readonly id: string;
  readonly personId: string;
  readonly role: string;
  readonly scope: string | null;
  readonly until: Date | null;
  readonly grantedAt: Date;
  readonly grantedBy: string;
}

/** Adds a grant given here; false: the person holds it already. Grants of the kind that reached their end are closed. */
export async function insertGrant(tx: Tx, grant: NewGrant): Promise<boolean> {
  await sql`
    update identity.role_grant g set revoked_at = g.until
    where g.person_id = ${grant.personId} and g.role = ${grant.role} and g.scope is not distinct from ${grant.scope}
      and g.source = 'local' and g.revoked_at is null and g.until <= now()`.execute(tx);
  const inserted = await tx
    .insertInto("identity.role_grant")
    .values({
      id: grant.id,
      person_id: grant.personId,
      role: grant.role,
      scope: grant.scope,
      until: grant.until,
      granted_at: grant.grantedAt,
      granted_by: grant.grantedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function markRevoked(tx: Tx, id: string, { at, by }: { at: Date; by: string }): Promise<void> {
  await tx.updateTable("identity.role_grant").set({ revoked_at: at, revoked_by: by }).where("id", "=", id).execute();
}

/** Whether a person holds center_admin without end, given here. */
export async function holdsLastingAdmin(tx: Tx, personId: string): Promise<boolean> {
  const held = await tx
    .selectFrom("identity.role_grant as g")
    .select("g.id")
    .where("g.person_id", "=", personId)
    .where("g.role", "=", "center_admin")
    .where("g.source", "=", "local")
    .where("g.until", "is", null)
    .where("g.revoked_at", "is", null)
    .executeTakeFirst();
  return held !== undefined;
}
