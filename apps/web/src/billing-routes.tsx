import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { common, guarded } from "./app-routes.tsx";
import { validateBilledChangeSearch } from "./features/rating/billed-change-search.ts";
import { validateIssueSearch, validateReceiptSearch, validateReceiptTab } from "./features/receipts/receipt-search.ts";

const billedChanges = createRoute({
  ...common,
  path: "/billed-changes",
  validateSearch: validateBilledChangeSearch,
  component: guarded(
    "changes:read",
    lazyRouteComponent(() => import("./features/rating/billed-changes-page.tsx"), "BilledChangesPage"),
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

/** Bills and prices. */
export const billingPages = [billedChanges, receipts, issue, receipt, rateCards, rateCard] as const;
