import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppContext } from "../../platform/context.ts";
import { originOf, requestContext } from "../../platform/http-server.ts";
import type { AnonymousContext } from "./anonymous-context.ts";
import { permissionsOf, type Role, seesAll } from "./core/permissions.ts";
import { REFRESH_COOKIE, REFRESH_COOKIE_OPTIONS } from "./core/refresh-cookie.ts";
import { requireSameOrigin } from "./core/same-origin.ts";
import type { CredentialBackend } from "./credentials.ts";
import { getMe } from "./get-me.ts";
import { type Session, tokenAnswer } from "./issue-tokens.ts";
import { login } from "./login.ts";
import { loginMfa } from "./login-mfa.ts";
import { logout } from "./logout.ts";
import { refreshSession } from "./refresh-session.ts";

type IdentityContext = AppContext & { readonly backends: readonly CredentialBackend[] };

type Routes = FastifyPluginAsyncTypebox<{ ctx: IdentityContext }>;

export const identityRoutes: Routes = async (app, { ctx }) => {
  app.route({
    ...operations.login,
    handler: async (request, reply) => {
      const session = await login(anonymousContext(ctx, request), request.body);
      return answer(reply, session);
    },
  });
  app.route({
    ...operations.loginMfa,
    handler: async (request, reply) => {
      const session = await loginMfa(anonymousContext(ctx, request), request.body);
      return answer(reply, session);
    },
  });
  app.route({
    ...operations.refreshSession,
    preHandler: sameOriginOnly,
    handler: async (request, reply) => {
      const session = await refreshSession(anonymousContext(ctx, request), request.cookies[REFRESH_COOKIE]);
      return answer(reply, session);
    },
  });
  app.route({
    ...operations.logout,
    preHandler: sameOriginOnly,
    handler: async (request, reply) => {
      await logout(anonymousContext(ctx, request), request.cookies[REFRESH_COOKIE]);
      return await reply.clearCookie(REFRESH_COOKIE, REFRESH_COOKIE_OPTIONS).code(204).send(null);
    },
  });
  app.route({
    ...operations.getMe,
    handler: async (request) => {
      const { id, username, displayName, roles, grants, slurmUsers } = await getMe(requestContext(ctx, request));
      return {
        id,
        username,
        display_name: displayName,
        roles: roles as Role[], // the database holds no other
        grants: grants.map(({ role, scope }) => ({ role: role as Role, scope })),
        permissions: permissionsOf(roles),
        sees_all: seesAll({ roles }, "runs:read"),
        slurm_users: [...slurmUsers],
        billing_time_zone: ctx.config.billingTimeZone,
        mfa_owed: request.actor?.session?.mfaOwed ?? false,
      };
    },
  });
};

function anonymousContext<Context extends AppContext>(
  ctx: Context,
  request: FastifyRequest,
): Context & AnonymousContext {
  return { ...ctx, ...originOf(request) };
}

async function sameOriginOnly(request: FastifyRequest): Promise<void> {
  const fetchSite = request.headers["sec-fetch-site"];
  requireSameOrigin({
    fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
    origin: request.headers.origin,
    host: request.host,
  });
}

/** Tokens are for the caller's memory and cookie jar, and for no cache on the way. */
function answer(reply: FastifyReply, session: Session) {
  reply.header("cache-control", "no-store");
  reply.setCookie(REFRESH_COOKIE, session.refreshToken, {
    ...REFRESH_COOKIE_OPTIONS,
    expires: session.refreshExpiresAt,
  });
  return tokenAnswer(session);
}
