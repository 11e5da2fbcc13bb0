import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { common, guarded } from "./app-routes.tsx";
import { validateLiveSearch } from "./features/jobs/live-search.ts";

const jobs = createRoute({
  ...common,
  path: "/live/jobs",
  validateSearch: validateLiveSearch,
  component: guarded(
    "jobs:read",
    lazyRouteComponent(() => import("./features/jobs/live-page.tsx"), "LiveJobsPage"),
  ),
});

/** What happens now. */
export const livePages = [jobs] as const;
