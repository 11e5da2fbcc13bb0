import type { KyselyPlugin, RawNode } from "kysely";
import type pg from "pg";
import type { Db } from "../platform/db.ts";

export interface PlanNode {
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** The same database, which answers nothing and keeps how PostgreSQL went about it, whether it was asked by Kysely or by the pool. */
export function explaining(db: Db, plans: PlanNode[]): Db {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      const { sqlFragments, ...raw } = node as RawNode; // for queries that are written in SQL as a whole
      const [first = "", ...rest] = sqlFragments;
      return { ...raw, sqlFragments: [`explain (analyze, format json) ${first}`, ...rest] };
    },
    transformResult: async ({ result }) => {
      const [explained] = result.rows as { "QUERY PLAN": { Plan: PlanNode }[] }[]; // as PostgreSQL explains
      for (const { Plan } of explained?.["QUERY PLAN"] ?? []) plans.push(Plan);
      return { ...result, rows: [] };
    },
  };
  const pool = { query: async (statement: Statement) => await explain(db, statement, plans) };
  return Object.assign(db.withPlugin(plugin) as unknown as Db, { pool: pool as unknown as pg.Pool }); // they run queries like any other
}

/** A statement as it is given to the pool. */
export type Statement = Pick<pg.QueryConfig, "text" | "values">;

/** Keeps how PostgreSQL goes about a statement; answers nothing. */
export async function explain(db: Db, { text, values }: Statement, plans: PlanNode[]): Promise<{ rows: never[] }> {
  const { rows } = await db.pool.query(`explain (analyze, format json) ${text}`, values);
  plans.push(rows[0]["QUERY PLAN"][0].Plan);
  return { rows: [] };
}

/** Rows of a table that were looked at, whether they were wanted or not; by default of every table but labels, which are few. */
export function rowsRead(plans: readonly PlanNode[], table?: string): number {
  return plans.reduce((sum, node) => sum + ownRows(node, table) + rowsRead(node.Plans ?? [], table), 0);
}

function ownRows(node: PlanNode, table: string | undefined): number {
  const name = node["Relation Name"];
  if (name === undefined || (table === undefined ? name === "label" : name !== table)) return 0;
  const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  return (node["Actual Rows"] + removed) * node["Actual Loops"];
}
