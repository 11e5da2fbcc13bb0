import type { FastifyRequest } from "fastify";
import type { Actor } from "./context.ts";
import { type AccessControl, bearerOf, originOf } from "./http-server.ts";

/**
 * Who calls, looked up anew for an answer that goes on for long after the call was let in; null where the call would not be
 * let in now: the token has ended or was revoked, or its roles or scopes allow it no more.
 */
export function callerNow(access: AccessControl): (request: FastifyRequest) => Promise<Actor | null> {
  return async (request) => {
    const bearer = bearerOf(request);
    const actor = bearer === undefined ? null : await access.authenticate(bearer, originOf(request));
    const { permission = "", scope = "none" } = request.routeOptions.config;
    if (actor === null || !access.isAllowed(actor, permission)) return null;
    return actor.apiToken === null || actor.apiToken.scopes.includes(scope) ? actor : null;
  };
}
