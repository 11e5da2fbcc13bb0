import { type Expression, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../platform/db.ts";
import type { ClassifierRule } from "./core/tier-classifier.ts";

/** One billing account as it is stored, tax profile included. */
export interface BillingAccountRow {
  readonly id: string;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly slurm_user: string | null;
  readonly tier_override: string | null;
  readonly legal_name: string | null;
  readonly address: string | null;
  readonly tax_id: string | null;
  readonly branch: string | null;
  readonly email: string | null;
  readonly created_at: Date;
}

const COLUMNS = [
  "a.id",
  "a.kind",
  "a.code",
  "a.name",
  "a.slurm_user",
  "a.tier_override",
  "a.legal_name",
  "a.address",
  "a.tax_id",
  "a.branch",
  "a.email",
  "a.created_at",
] as const;

/** The columns a person may change. */
export type BillingAccountColumns = Partial<
  Pick<BillingAccountRow, "name" | "tier_override" | "legal_name" | "address" | "tax_id" | "branch" | "email">
>;

/** A person's account that is about to be made. */
export interface NewPersonAccount {
  readonly id: string;
  readonly code: string;
  readonly slurmUser: string;
}

/** All tiers, by name. */
export async function listTierRows(db: Db | Tx): Promise<{ name: string; label_en: string; label_th: string }[]> {
  return await db
    .selectFrom("organisation.tier as t")
    .select(["t.name", "t.label_en", "t.label_th"])
    .orderBy("t.name")
    .execute();
}

/** The rules of the classifier in the order they are tried. */
export async function listClassifierRules(db: Db | Tx): Promise<ClassifierRule[]> {
  const rows = await db
    .selectFrom("organisation.classifier_rule as r")
    .select(["r.position", "r.match", "r.value", "r.tier"])
    .orderBy("r.position")
    .execute();
  return rows.map((row) => ({ ...row, match: row.match === "pattern" ? "pattern" : "contains" }));
}

/** The accounts of these Slurm users (in canonical form), those that have one. */
export async function findPersonAccounts(tx: Tx, slurmUsers: readonly string[]): Promise<BillingAccountRow[]> {
  return await tx
    .selectFrom("organisation.billing_account as a")
    .select(COLUMNS)
    .where("a.slurm_user", "=", sql<string>`any(${slurmUsers}::text[])`)
    .execute();
}

/** Makes callers that create accounts wait for one another until the transaction ends. */
export async function lockAccountCreation(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('organisation.billing_account', 0))`.execute(tx);
}

/** Adds persons' accounts. An account whose code or Slurm user is taken already is left out; returns the ids added. */
export async function insertPersonAccounts(tx: Tx, accounts: readonly NewPersonAccount[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into organisation.billing_account (id, kind, code, name, slurm_user)
    select n.id, 'person', n.code, n.code, n.slurm_user
    from unnest(${accounts.map((account) => account.id)}::uuid[], ${accounts.map((account) => account.code)}::text[],
      ${accounts.map((account) => account.slurmUser)}::text[]) as n (id, code, slurm_user)
    on conflict do nothing
    returning id`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** A team's, project's or customer's account that is about to be made. */
export type NewAccount = Pick<
  BillingAccountRow,
  "id" | "kind" | "code" | "name" | "tier_override" | "legal_name" | "address" | "tax_id" | "branch" | "email"
>;

/** Whether an account has this code in upper or lower case. Ask under `lockAccountCreation`. */
export async function isCodeTaken(tx: Tx, code: string): Promise<boolean> {
  const row = await tx
    .selectFrom("organisation.billing_account as a")
    .select("a.id")
    .where(sql<boolean>`lower(a.code) = lower(${code})`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds an account; its code is free. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<void> {
  await tx.insertInto("organisation.billing_account").values(account).execute();
}

/** Holds the rows of these accounts, in the order of their ids, until the transaction ends. */
export async function lockAccountRows(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx
    .selectFrom("organisation.billing_account as a")
    .select("a.id")
    .where("a.id", "=", sql<string>`any(${accountIds}::uuid[])`)
    .orderBy("a.id")
    .forNoKeyUpdate()
    .execute();
}

/** One account. */
export async function findAccount(db: Db | Tx, accountId: string): Promise<BillingAccountRow | undefined> {
  return await db
    .selectFrom("organisation.billing_account as a")
    .select(COLUMNS)
    .where("a.id", "=", accountId)
    .executeTakeFirst();
}

/** One account, held against other changes until the transaction ends. */
export async function lockAccount(tx: Tx, accountId: string): Promise<BillingAccountRow | undefined> {
  return await tx
    .selectFrom("organisation.billing_account as a")
    .select(COLUMNS)
    .where("a.id", "=", accountId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Writes the given columns of one account. */
export async function updateAccount(tx: Tx, accountId: string, columns: BillingAccountColumns): Promise<void> {
  await tx
    .updateTable("organisation.billing_account as a")
    .set({ ...columns })
    .where("a.id", "=", accountId)
    .execute();
}

/** Which accounts, and where the page begins: after the account with this code. */
export interface AccountPage {
  readonly limit: number;
  readonly afterCode: string | null;
  readonly search: string | null;
}

/** Accounts by code. `search` is found anywhere in code or name, in any case. */
export async function listAccounts(db: Db, page: AccountPage): Promise<BillingAccountRow[]> {
  return await db
    .selectFrom("organisation.billing_account as a")
    .select(COLUMNS)
    .$if(page.afterCode !== null, (query) => query.where("a.code", ">", page.afterCode ?? ""))
    .$if(page.search !== null, (query) => query.where(matchesSearch(page.search ?? "")))
    .orderBy("a.code")
    .limit(page.limit)
    .execute();
}

function matchesSearch(search: string): Expression<SqlBool> {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return sql<SqlBool>`(a.code ilike ${pattern} or a.name ilike ${pattern})`;
}
