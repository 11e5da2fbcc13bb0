import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { administrationPages } from "./administration-routes.tsx";
import { app, common } from "./app-routes.tsx";
import { billingPages } from "./billing-routes.tsx";
import { doorPages, root } from "./door-routes.tsx";
import { inventoryPages } from "./inventory-routes.tsx";
import { livePages } from "./live-routes.tsx";
import { organisationPages } from "./organisation-routes.tsx";
import { NotFoundPage } from "./ui/states.tsx";
import { usagePages } from "./usage-routes.tsx";

const home = createRoute({
  ...common,
  path: "/",
  component: lazyRouteComponent(() => import("./features/home/home-page.tsx"), "HomePage"),
});

const ownAccount = createRoute({
  ...common,
  path: "/account",
  component: lazyRouteComponent(() => import("./features/identity/account-page.tsx"), "OwnAccountPage"),
});

/** Whoever is signed in keeps the navigation where there is no page. */
const elsewhere = createRoute({ ...common, path: "$", component: NotFoundPage });

const pages = [
  home,
  ...usagePages,
  ...billingPages,
  ...inventoryPages,
  ...livePages,
  ...organisationPages,
  ...administrationPages,
  ownAccount,
  elsewhere,
] as const;

/** Every address of the app. */
export const router = createRouter({
  routeTree: root.addChildren([...doorPages, app.addChildren([...pages])]),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingMs: 300,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
