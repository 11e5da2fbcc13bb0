import { type Expression, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";

/** Lets nobody change a rule until this transaction ends; whoever prices runs holds the rules that it prices them by. */
export async function lockBindingsShared(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('organisation.binding'))`.execute(tx);
}

/** Waits until nobody prices runs, and lets nobody price any until this transaction ends. */
export async function lockBindings(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('organisation.binding'))`.execute(tx);
}

/** A rule as it is stored, with the account's names and what gives its tier. */
export interface BindingRow {
  readonly id: string;
  readonly cluster: string;
  readonly slurm_account: string;
  readonly slurm_user: string | null;
  readonly account_id: string;
  readonly account_code: string;
  readonly account_name: string;
  readonly account_slurm_user: string | null;
  readonly tier_override: string | null;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly replaces_id: string | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
}

function selectBindings(db: Db | Tx) {
  return db
    .selectFrom("organisation.binding as b")
    .innerJoin("inventory.cluster as c", "c.id", "b.cluster_id")
    .innerJoin("organisation.billing_account as a", "a.id", "b.account_id")
    .select(["b.id", "c.name as cluster", "b.slurm_account", "b.slurm_user", "b.account_id", "b.valid_from"])
    .select(["b.valid_to", "b.replaces_id", "b.created_at", "b.created_by", "b.withdrawn_at", "b.withdrawn_by"])
    .select(["a.code as account_code", "a.name as account_name", "a.slurm_user as account_slurm_user"])
    .select("a.tier_override");
}

/** Every rule that stands, those of the past and of the future too: a centre has some hundreds. */
export async function listStandingBindings(db: Db | Tx): Promise<BindingRow[]> {
  return await selectBindings(db).where("b.withdrawn_at", "is", null).execute();
}

/** One rule, also a withdrawn one. */
export async function findBinding(db: Db | Tx, bindingId: string): Promise<BindingRow | undefined> {
  return await selectBindings(db).where("b.id", "=", bindingId).executeTakeFirst();
}

/** A rule that is about to be made. */
export interface NewBinding {
  readonly id: string;
  readonly cluster_id: number;
  readonly slurm_account: string;
  readonly slurm_user: string | null;
  readonly account_id: string;
  readonly valid_from: Date;
  readonly valid_to: Date | null;
  readonly replaces_id: string | null;
  readonly created_at: Date;
  readonly created_by: string;
}

/** Adds a rule; the database refuses one that overlaps with another. */
export async function insertBinding(tx: Tx, binding: NewBinding): Promise<void> {
  await tx.insertInto("organisation.binding").values(binding).execute();
}

/** Takes a rule out of force for all times that it held. */
export async function withdrawBinding(
  tx: Tx,
  { bindingId, at, by }: { bindingId: string; at: Date; by: string },
): Promise<void> {
  await tx
    .updateTable("organisation.binding")
    .set({ withdrawn_at: at, withdrawn_by: by })
    .where("id", "=", bindingId)
    .execute();
}

/** The id of a cluster, where there is one of that name. */
export async function findClusterId(db: Db | Tx, name: string): Promise<number | undefined> {
  const row = await db
    .selectFrom("inventory.cluster as c")
    .select("c.id")
    .where("c.name", "=", name)
    .executeTakeFirst();
  return row?.id;
}

export interface BindingFilter {
  readonly cluster: string | null;
  /** Part of the Slurm account's or the Slurm user's name, in any case. */
  readonly search: string | null;
  readonly accountId: string | null;
  /** Rules that held, hold or will hold at this instant. */
  readonly inForceAt: Date | null;
  /** Whether rules that were withdrawn are shown too. */
  readonly withdrawn: boolean;
}

/** The last rule of the page before: its cluster, account, user (empty for none) and id. */
export type BindingKey = readonly [cluster: string, slurmAccount: string, slurmUser: string, id: string];

const ORDER = sql`(c.name, b.slurm_account, coalesce(b.slurm_user, ''), b.id)`;

/** Rules by cluster, Slurm account and user, each in the order they were made. */
export async function listBindings(
  db: Db,
  filter: BindingFilter,
  { limit, after }: { limit: number; after: BindingKey | null },
): Promise<BindingRow[]> {
  const { cluster, search, accountId, inForceAt } = filter;
  return await selectBindings(db)
    .$if(!filter.withdrawn, (query) => query.where("b.withdrawn_at", "is", null))
    .$if(cluster !== null, (query) => query.where("c.name", "=", cluster ?? ""))
    .$if(search !== null, (query) => query.where(matchesSearch(search ?? "")))
    .$if(accountId !== null, (query) => query.where("b.account_id", "=", accountId ?? ""))
    .$if(inForceAt !== null, (query) => query.where(isInForceAt(inForceAt)))
    .$if(after !== null, (query) =>
      query.where(
        sql<SqlBool>`${ORDER} > (${after?.[0]}::text, ${after?.[1]}::text, ${after?.[2]}::text, ${after?.[3]}::uuid)`,
      ),
    )
    .orderBy("c.name")
    .orderBy("b.slurm_account")
    .orderBy(sql`coalesce(b.slurm_user, '')`)
    .orderBy("b.id")
    .limit(limit)
    .execute();
}

function isInForceAt(instant: Date | null): Expression<SqlBool> {
  return sql<SqlBool>`(b.valid_from <= ${instant} and (b.valid_to is null or b.valid_to > ${instant}))`;
}

function matchesSearch(search: string): Expression<SqlBool> {
  const pattern = `%${search.normalize("NFC").replace(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`(b.slurm_account ilike ${pattern} or b.slurm_user ilike ${pattern})`;
}
