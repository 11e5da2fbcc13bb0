import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { common, guarded } from "./app-routes.tsx";
import { validateAuditSearch } from "./features/audit/audit-search.ts";
import { validatePeopleSearch } from "./features/identity/people-search.ts";
import { validateTokenSearch } from "./features/identity/token-search.ts";

const audit = createRoute({
  ...common,
  path: "/audit",
  validateSearch: validateAuditSearch,
  component: guarded(
    "audit:read",
    lazyRouteComponent(() => import("./features/audit/audit-page.tsx"), "AuditPage"),
  ),
});

const tokens = createRoute({
  ...common,
  path: "/administration/tokens",
  validateSearch: validateTokenSearch,
  component: guarded(
    "tokens:read",
    lazyRouteComponent(() => import("./features/identity/tokens-page.tsx"), "TokensPage"),
  ),
});

const people = createRoute({
  ...common,
  path: "/administration/people",
  validateSearch: validatePeopleSearch,
  component: guarded(
    "people:read",
    lazyRouteComponent(() => import("./features/identity/people-page.tsx"), "PeoplePage"),
  ),
});

const person = createRoute({
  ...common,
  path: "/administration/people/$personId",
  component: guarded(
    "people:read",
    lazyRouteComponent(() => import("./features/identity/person-page.tsx"), "PersonPage"),
  ),
});

const locks = createRoute({
  ...common,
  path: "/administration/locks",
  component: guarded(
    "locks:read",
    lazyRouteComponent(() => import("./features/identity/locks-page.tsx"), "LocksPage"),
  ),
});

/** Who may do what, and who did. */
export const administrationPages = [audit, tokens, people, person, locks] as const;
