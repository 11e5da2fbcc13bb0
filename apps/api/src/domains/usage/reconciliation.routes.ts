import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { OperationTypes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import type { AppContext } from "../../platform/context.ts";
import { requestContext } from "../../platform/http-server.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import type { Span } from "./core/held-time.ts";
import type { Cause, Difference } from "./core/reconcile.ts";
import { type Reconciliation, reconcileUsage } from "./reconcile-usage.ts";

type ReconciliationAppContext = AppContext & { readonly sources: readonly ClusterSources[] };

/** A text of a million characters, each written as JSON's longest escape of one that such texts have. */
export const REPORT_BODY_LIMIT = 3 * 1024 * 1024;
const UNIT_SECONDS = { seconds: 1, minutes: 60, hours: 3_600 } as const;

export const reconciliationRoutes: FastifyPluginAsyncTypebox<{ ctx: ReconciliationAppContext }> = async (
  app,
  { ctx },
) => {
  app.route({
    ...operations.reconcileUsage,
    bodyLimit: REPORT_BODY_LIMIT,
    handler: async (request) => {
      const { cluster, from, to, text = null, unit } = request.body;
      const wish = {
        ...{ cluster: cluster.normalize("NFC"), from: new Date(from), to: new Date(to), text },
        unitSeconds: unit === undefined ? null : UNIT_SECONDS[unit],
      };
      return toDto(await reconcileUsage(requestContext(ctx, request), wish, ctx.sources));
    },
  });
};

type Answer = OperationTypes["reconcileUsage"]["responses"][200];

function toDto({ cluster, asked, reported, unitSeconds, resources, rows }: Reconciliation): Answer {
  return {
    cluster,
    asked: spanDto(asked),
    reported: spanDto(reported),
    unit: unitSeconds === 1 ? "seconds" : unitSeconds === 60 ? "minutes" : "hours",
    rows: rows.map(({ account, user, resource, possible, ...amounts }) => ({
      ...{ account, user, resource, ...amountsDto(amounts) },
      possible: [...possible],
    })),
    totals: resources.map((resource) => totalOf(resource, rows)),
  };
}

type Amounts = Pick<Difference, "slurm" | "purser" | "explanations" | "unexplained">;

function amountsDto({ slurm, purser, explanations, unexplained }: Amounts) {
  return {
    slurm: String(slurm),
    purser: String(purser),
    difference: String(slurm - purser),
    explanations: explanations.map(({ cause, amount }) => ({ cause, amount: String(amount) })),
    unexplained: String(unexplained),
  };
}

/** Totals hide what goes up here and down there, so that they also say how many rows have something unexplained. */
function totalOf(resource: Difference["resource"], all: readonly Difference[]): Answer["totals"][number] {
  const rows = all.filter((row) => row.resource === resource);
  const sum = (pick: (row: Difference) => bigint) => rows.reduce((total, row) => total + pick(row), 0n);
  const causes = new Map<Cause, bigint>();
  for (const { cause, amount } of rows.flatMap((row) => row.explanations))
    causes.set(cause, (causes.get(cause) ?? 0n) + amount);
  const amounts = {
    ...{ slurm: sum((row) => row.slurm), purser: sum((row) => row.purser), unexplained: sum((row) => row.unexplained) },
    explanations: [...causes].map(([cause, amount]) => ({ cause, amount })),
  };
  return { resource, ...amountsDto(amounts), open_rows: rows.filter((row) => row.unexplained !== 0n).length };
}

function spanDto({ from, to }: Span) {
  return { from: new Date(from * 1_000).toISOString(), to: new Date(to * 1_000).toISOString() };
}
