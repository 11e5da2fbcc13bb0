import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { common, guarded } from "./app-routes.tsx";
import { validateNodeSearch } from "./features/inventory/node-search.ts";
import { validateQueueSearch } from "./features/inventory/queue-search.ts";

const clusters = createRoute({
  ...common,
  path: "/live/clusters",
  component: guarded(
    "machine:read",
    lazyRouteComponent(() => import("./features/inventory/clusters-page.tsx"), "ClustersPage"),
  ),
});

const nodes = createRoute({
  ...common,
  path: "/live/nodes",
  validateSearch: validateNodeSearch,
  component: guarded(
    "machine:read",
    lazyRouteComponent(() => import("./features/inventory/nodes-page.tsx"), "NodesPage"),
  ),
});

const node = createRoute({
  ...common,
  path: "/live/nodes/$cluster/$name",
  component: guarded(
    "machine:read",
    lazyRouteComponent(() => import("./features/inventory/node-page.tsx"), "NodePage"),
  ),
});

const queue = createRoute({
  ...common,
  path: "/live/queue",
  validateSearch: validateQueueSearch,
  component: guarded(
    "queue:read",
    lazyRouteComponent(() => import("./features/inventory/queue-page.tsx"), "QueuePage"),
  ),
});

/** How the clusters are now. */
export const inventoryPages = [clusters, nodes, node, queue] as const;
