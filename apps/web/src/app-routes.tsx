import type { Permission } from "@purser/contract/schemas";
import { type AsyncRouteComponent, createRoute, type RouteComponent, redirect } from "@tanstack/react-router";
import { useMay } from "./api/me.ts";
import { loadMe, root } from "./door-routes.tsx";
import { Shell } from "./ui/app-shell.tsx";
import { setBillingTimeZone } from "./ui/format.ts";
import { PageFault } from "./ui/page-fault.tsx";
import { ForbiddenPage, LoadingRows, NotFoundPage } from "./ui/states.tsx";

/** The frame around every page of someone who is signed in. */
export const app = createRoute({
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
export function guarded(permission: Permission, Page: AsyncRouteComponent<object>): RouteComponent {
  function Guarded() {
    const may = useMay();
    return may(permission) ? <Page /> : <ForbiddenPage />;
  }
  const preload = Page.preload;
  return preload === undefined ? Guarded : Object.assign(Guarded, { preload });
}

/** What all of these pages have in common. */
export const common = { getParentRoute: () => app, errorComponent: PageFault, pendingComponent: LoadingRows };
