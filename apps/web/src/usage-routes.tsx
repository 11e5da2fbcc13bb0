import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { common, guarded } from "./app-routes.tsx";
import { validateRunSearch } from "./features/jobs/run-search.ts";
import { validateUnbilledSearch } from "./features/rating/unbilled-search.ts";
import { validateCoverageSearch } from "./features/usage/coverage-search.ts";

const runs = createRoute({
  ...common,
  path: "/runs",
  validateSearch: validateRunSearch,
  component: guarded(
    "runs:read",
    lazyRouteComponent(() => import("./features/jobs/runs-page.tsx"), "RunsPage"),
  ),
});

const run = createRoute({
  ...common,
  path: "/runs/$runId",
  component: guarded(
    "runs:read",
    lazyRouteComponent(() => import("./features/jobs/run-page.tsx"), "RunPage"),
  ),
});

const unbilled = createRoute({
  ...common,
  path: "/unbilled",
  validateSearch: validateUnbilledSearch,
  component: guarded(
    "unbilled:read",
    lazyRouteComponent(() => import("./features/rating/unbilled-page.tsx"), "UnbilledPage"),
  ),
});

const batches = createRoute({
  ...common,
  path: "/batches",
  component: guarded(
    "usage:read",
    lazyRouteComponent(() => import("./features/usage/batches-page.tsx"), "BatchesPage"),
  ),
});

const batch = createRoute({
  ...common,
  path: "/batches/$batchId",
  component: guarded(
    "usage:read",
    lazyRouteComponent(() => import("./features/usage/batch-page.tsx"), "BatchPage"),
  ),
});

const ingest = createRoute({
  ...common,
  path: "/ingest",
  component: guarded(
    "usage:write",
    lazyRouteComponent(() => import("./features/usage/ingest-page.tsx"), "IngestPage"),
  ),
});

const sources = createRoute({
  ...common,
  path: "/sources",
  component: guarded(
    "usage:read",
    lazyRouteComponent(() => import("./features/usage/sources-page.tsx"), "SourcesPage"),
  ),
});

const coverage = createRoute({
  ...common,
  path: "/coverage",
  validateSearch: validateCoverageSearch,
  component: guarded(
    "usage:read",
    lazyRouteComponent(() => import("./features/usage/coverage-page.tsx"), "CoveragePage"),
  ),
});

const reconciliation = createRoute({
  ...common,
  path: "/reconciliation",
  component: guarded(
    "usage:read",
    lazyRouteComponent(() => import("./features/usage/reconciliation-page.tsx"), "ReconciliationPage"),
  ),
});

/** Runs, what they cost, and where they come from. */
export const usagePages = [runs, run, unbilled, batches, batch, ingest, sources, coverage, reconciliation] as const;
