import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { ownerPool } from "../testing/owner-pool.ts";

/**
 * A null is equal to nothing, so a unique key with a column that may be null lets twins in. These are meant to, each for
 * its reason.
 */
const DELIBERATE: Readonly<Record<string, string>> = {
  "identity.person (directory_id)": "only people of the directory have one, and a check says whose they are",
  "jobs.event_run (key_id)":
    "only a run whose submit time is known has one; the others are found by cluster, job and the time they began",
  "organisation.billing_account (slurm_user)":
    "only a person's account has one, and a check says which accounts are persons",
  "receipts.settlement (tax_invoice_number)": "only a paid receipt has one, and a check says which are paid",
  "usage.reject (fingerprint)": "only a line that was pulled has one: an upload keeps whatever it could not read",
};

let database: TestDatabase;
let owner: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = ownerPool(database.url);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe("unique keys", () => {
  it("have no column that may be null, or take nulls for equal", async () => {
    const { rows } = await owner.query<{ key: string }>(`
      select format('%I.%I (%s)', n.nspname, t.relname, string_agg(a.attname, ', ' order by k.position)) as key
      from pg_index i
      join pg_class t on t.oid = i.indrelid
      join pg_namespace n on n.oid = t.relnamespace
      cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
      where i.indisunique and not i.indnullsnotdistinct
        and n.nspname not in ('public', 'pg_catalog', 'pg_toast', 'information_schema', 'graphile_worker')
      group by n.nspname, t.relname, i.indexrelid
      having bool_or(not a.attnotnull)
      order by 1`);
    expect(rows.map((row) => row.key)).toEqual(Object.keys(DELIBERATE).sort());
  });

  it("are over plain columns: an expression could be null where no column is", async () => {
    const { rows } = await owner.query(`
      select i.indexrelid::regclass::text as index from pg_index i
      join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
      where i.indisunique and i.indexprs is not null
        and n.nspname not in ('public', 'pg_catalog', 'pg_toast', 'information_schema', 'graphile_worker')`);
    expect(rows).toEqual([]);
  });
});

describe("names that people or Slurm give", () => {
  const account = (code: string | null, slurmUser: string | null) =>
    owner.query(
      "insert into organisation.billing_account (id, kind, code, name, slurm_user) values (gen_random_uuid(), 'person', $1, 'x', $2)",
      [code, slurmUser],
    );
  const cluster = (name: string) =>
    owner.query("insert into inventory.cluster (name, time_zone) values ($1, 'UTC')", [name]);

  it("are kept in one Unicode form and are never empty, so that no twins are made", async () => {
    await account("caf\u00e9", "caf\u00e9");
    await cluster("caf\u00e9");
    const refused = [
      account("cafe\u0301", "x1"),
      account("x2", "cafe\u0301"),
      account("", "x3"),
      account("x4", ""),
      account("x5", null),
      account("caf\u00e9", "x6"),
      account("x7", "caf\u00e9"),
      cluster("cafe\u0301"),
      cluster(""),
      cluster("caf\u00e9"),
    ];
    for (const answer of await Promise.allSettled(refused)) {
      expect(answer).toMatchObject({ status: "rejected", reason: { code: expect.stringMatching(/^(23505|23514)$/) } });
    }
  });
});
