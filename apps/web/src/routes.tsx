import type { Permission } from "@purser/contract/schemas";
import {
  type AsyncRouteComponent,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
  redirect,
} from "@tanstack/react-router";
import { useMay } from "./api/me.ts";
import { doorPages, loadMe, root } from "./door-routes.tsx";
import { validateAuditSearch } from "./features/audit/audit-search.ts";
import { validatePeopleSearch } from "./features/identity/people-search.ts";
import { validateTokenSearch } from "./features/identity/token-search.ts";
import { validateRunSearch } from "./features/jobs/run-search.ts";
import { validateAccountSearch } from "./features/organisation/account-search.ts";
import { validateBindingSearch } from "./features/organisation/binding-search.ts";
import { validateBilledChangeSearch } from "./features/rating/billed-change-search.ts";
import { validateUnbilledSearch } from "./features/rating/unbilled-search.ts";
import { validateIssueSearch, validateReceiptSearch, validateReceiptTab } from "./features/receipts/receipt-search.ts";
import { Shell } from "./ui/app-shell.tsx";
import { setBillingTimeZone } from "./ui/format.ts";
import { PageFault } from "./ui/page-fault.tsx";
import { ForbiddenPage, LoadingRows, NotFoundPage } from "./ui/states.tsx";

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: async ({ location }) => {
    const me = await loadMe(location.href);
    if (me.mfa_owed) throw redirect({ to: "/two-step" });
    setBillingTimeZone(me.billing_time_zone);
  },
  component: Shell,
  errorComponent: PageFault,
  notFoundComponent: NotFoundPage,
  pendingComponent: LoadingRows,
});

/** A page that only those with a permission see; the server refuses its data in any case. */
function guarded(permission: Permission, Page: AsyncRouteComponent<object>): RouteComponent {
  function Guarded() {
    const may = useMay();
    return may(permission) ? <Page /> : <ForbiddenPage />;
  }
  const preload = Page.preload;
  return preload === undefined ? Guarded : Object.assign(Guarded, { preload });
}

const common = { getParentRoute: () => app, errorComponent: PageFault, pendingComponent: LoadingRows };

const home = createRoute({
  ...common,
  path: "/",
  component: lazyRouteComponent(() => import("./features/home/home-page.tsx"), "HomePage"),
});

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

const billedChanges = createRoute({
  ...common,
  path: "/billed-changes",
  validateSearch: validateBilledChangeSearch,
  component: guarded(
    "changes:read",
    lazyRouteComponent(() => import("./features/rating/billed-changes-page.tsx"), "BilledChangesPage"),
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

const receipts = createRoute({
  ...common,
  path: "/receipts",
  validateSearch: validateReceiptSearch,
  component: guarded(
    "receipts:read",
    lazyRouteComponent(() => import("./features/receipts/receipts-page.tsx"), "ReceiptsPage"),
  ),
});

const issue = createRoute({
  ...common,
  path: "/receipts/issue",
  validateSearch: validateIssueSearch,
  component: guarded(
    "receipts:issue",
    lazyRouteComponent(() => import("./features/receipts/issue-page.tsx"), "IssuePage"),
  ),
});

const receipt = createRoute({
  ...common,
  path: "/receipts/$receiptId",
  validateSearch: validateReceiptTab,
  component: guarded(
    "receipts:read",
    lazyRouteComponent(() => import("./features/receipts/receipt-page.tsx"), "ReceiptPage"),
  ),
});

const rateCards = createRoute({
  ...common,
  path: "/rate-cards",
  component: guarded(
    "rates:read",
    lazyRouteComponent(() => import("./features/rating/rate-cards-page.tsx"), "RateCardsPage"),
  ),
});

const rateCard = createRoute({
  ...common,
  path: "/rate-cards/$cardId",
  component: guarded(
    "rates:read",
    lazyRouteComponent(() => import("./features/rating/rate-card-page.tsx"), "RateCardPage"),
  ),
});

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

const ownAccount = createRoute({
  ...common,
  path: "/account",
  component: lazyRouteComponent(() => import("./features/identity/account-page.tsx"), "OwnAccountPage"),
});

const locks = createRoute({
  ...common,
  path: "/administration/locks",
  component: guarded(
    "locks:read",
    lazyRouteComponent(() => import("./features/identity/locks-page.tsx"), "LocksPage"),
  ),
});

const pages = [
  home,
  runs,
  run,
  unbilled,
  billedChanges,
  batches,
  batch,
  ingest,
  receipts,
  issue,
  receipt,
  rateCards,
  rateCard,
  accounts,
  account,
  bindings,
  audit,
  tokens,
  people,
  person,
  ownAccount,
  locks,
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
