import { type Expression, type SqlBool, sql } from "kysely";
import type { Grant } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db.ts";
import { IS_LIVE, isWithin, type PeopleScope } from "./grants.queries.ts";

export interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly source: string;
  readonly slurmUsers: readonly string[];
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
  /** What they hold now, as far as the scope reaches. */
  readonly grants: readonly Grant[];
}

function selectPeople(db: Db | Tx, scope: PeopleScope) {
  const grants = sql<Grant[]>`coalesce((
    select json_agg(distinct jsonb_build_object('role', g.role, 'scope', g.scope))
    from identity.role_grant g where g.person_id = p.id and ${IS_LIVE} and ${isWithin(scope)}), '[]')`;
  return db
    .selectFrom("identity.person as p")
    .select(["p.id", "p.username", "p.display_name as displayName", "p.slurm_users as slurmUsers"])
    .select(["p.source", "p.disabled_at as disabledAt", "p.created_at as createdAt"])
    .select(grants.as("grants"))
    .where(isVisible(scope));
}

/** A person is in a scope by what they hold there now. */
function isVisible(scope: PeopleScope): Expression<SqlBool> {
  if ("all" in scope) return sql<SqlBool>`true`;
  return sql<SqlBool>`exists (
    select from identity.role_grant g where g.person_id = p.id and ${IS_LIVE} and ${isWithin(scope)})`;
}

export interface PeopleFilter {
  readonly limit: number;
  /** The page begins after the person with this user name. */
  readonly after: string | null;
  readonly search: string | null;
  readonly role: string | null;
  readonly enabled: boolean | null;
}

/** People by user name. `search` is found anywhere in a name of theirs, in any case. */
export async function listPeopleRows(db: Db, scope: PeopleScope, filter: PeopleFilter): Promise<PersonRow[]> {
  const { limit, after, search, role, enabled } = filter;
  return await selectPeople(db, scope)
    .$if(after !== null, (query) => query.where("p.username", ">", after ?? ""))
    .$if(search !== null, (query) => query.where(matchesSearch(search ?? "")))
    .$if(role !== null, (query) => query.where(holds(role ?? "", scope)))
    .$if(enabled !== null, (query) => query.where("p.disabled_at", enabled === true ? "is" : "is not", null))
    .orderBy("p.username")
    .limit(limit)
    .execute();
}

function holds(role: string, scope: PeopleScope): Expression<SqlBool> {
  return sql<SqlBool>`exists (
    select from identity.role_grant g
    where g.person_id = p.id and g.role = ${role} and ${IS_LIVE} and ${isWithin(scope)})`;
}

function matchesSearch(search: string): Expression<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`(p.username ilike ${pattern} or p.display_name ilike ${pattern}
    or exists (select from unnest(p.slurm_users) as s where s ilike ${pattern}))`;
}

export async function findPersonRow(db: Db | Tx, scope: PeopleScope, id: string): Promise<PersonRow | undefined> {
  return await selectPeople(db, scope).where("p.id", "=", id).executeTakeFirst();
}

export interface PersonKey {
  readonly id: string;
  readonly disabled: boolean;
}

/** The person of a user name, held until the transaction ends. */
export async function lockPersonByUsername(tx: Tx, username: string): Promise<PersonKey | undefined> {
  return await tx
    .selectFrom("identity.person as p")
    .select("p.id")
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("disabled"))
    .where("p.username", "=", username)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Holds a person's row until the transaction ends; says whether there is one. */
export async function lockPerson(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom("identity.person as p")
    .select("p.id")
    .where("p.id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export interface PersonColumns {
  readonly display_name?: string;
  readonly slurm_users?: string[];
  readonly disabled_at?: Date | null;
}

/** Writes the given columns of one person. Sessions and tokens of theirs that are no longer right end by it. */
export async function writePerson(tx: Tx, id: string, columns: PersonColumns): Promise<void> {
  await tx.updateTable("identity.person").set(columns).where("id", "=", id).execute();
}
