import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { common, guarded } from "./app-routes.tsx";
import { validateAccountSearch } from "./features/organisation/account-search.ts";
import { validateBindingSearch } from "./features/organisation/binding-search.ts";

const accounts = createRoute({
  ...common,
  path: "/billing-accounts",
  validateSearch: validateAccountSearch,
  component: guarded(
    "accounts:read",
    lazyRouteComponent(() => import("./features/organisation/accounts-page.tsx"), "AccountsPage"),
  ),
});

const account = createRoute({
  ...common,
  path: "/billing-accounts/$accountId",
  component: guarded(
    "accounts:read",
    lazyRouteComponent(() => import("./features/organisation/account-page.tsx"), "AccountPage"),
  ),
});

const bindings = createRoute({
  ...common,
  path: "/bindings",
  validateSearch: validateBindingSearch,
  component: guarded(
    "bindings:read",
    lazyRouteComponent(() => import("./features/organisation/bindings-page.tsx"), "BindingsPage"),
  ),
});

/** Who pays. */
export const organisationPages = [accounts, account, bindings] as const;
