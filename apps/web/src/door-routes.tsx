import type { Me } from "@purser/contract/schemas";
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { ApiError } from "./api/api-error.ts";
import { meQuery } from "./api/me.ts";
import { queryClient } from "./api/query-client.ts";
import { ensureSession } from "./api/session.ts";
import { SignInPage } from "./features/identity/sign-in-page.tsx";
import { PageFault } from "./ui/page-fault.tsx";
import { textParam } from "./ui/search-params.ts";
import { NotFoundPage } from "./ui/states.tsx";

/** Above every page. */
export const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: PageFault });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw: Record<string, unknown>): { to?: string; ended?: boolean } => {
    const to = textParam(raw, "to", 2000);
    // Only a path of this origin: "//elsewhere" would lead away.
    return { ...(to?.match(/^\/(?!\/)/) ? { to } : {}), ...(raw.ended === true ? { ended: true } : {}) };
  },
  component: SignInPage,
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: "/reset-password",
  component: lazyRouteComponent(() => import("./features/identity/reset-password-page.tsx"), "ResetPasswordPage"),
});

/** Loads who is signed in; leads to the sign-in page where nobody is. */
export async function loadMe(href: string): Promise<Me> {
  const toSignIn = redirect({ to: "/sign-in", search: href === "/" ? {} : { to: href } });
  if (!(await ensureSession())) throw toSignIn;
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw toSignIn;
    throw error;
  }
}

const twoStep = createRoute({
  getParentRoute: () => root,
  path: "/two-step",
  beforeLoad: async () => {
    const me = await loadMe("/");
    if (!me.mfa_owed) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./features/identity/two-step-page.tsx"), "TwoStepPage"),
  errorComponent: PageFault,
});

/** The pages in front of the door: they are open to whoever has yet to come in. */
export const doorPages = [signIn, resetPassword, twoStep] as const;
