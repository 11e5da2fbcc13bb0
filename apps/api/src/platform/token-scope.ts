import { scopes } from "@purser/contract/operation-types";
import type { FastifyReply } from "fastify";
import type { Actor } from "./context.ts";
import { HttpError } from "./http-errors.ts";

/** Every scope of the contract. */
export const SCOPES: readonly string[] = scopes;

/** Whether a text is a scope of the contract. */
export function isScope(text: string): boolean {
  return SCOPES.includes(text);
}

/**
 * Lets a call with an API token pass only where the token has the scope that the operation names; `none` names none,
 * and no API token passes. Any other call passes: what a person may do is for the permission to say.
 *
 * @throws {HttpError} `SCOPE_MISSING`, which names the scope, or `API_TOKEN_NOT_ALLOWED`.
 */
export function requireScope({ apiToken }: Actor, scope: string | undefined, reply: FastifyReply): void {
  if (apiToken === null) return;
  if (scope === undefined || scope === "none") throw new HttpError("API_TOKEN_NOT_ALLOWED", "forbidden");
  if (apiToken.scopes.includes(scope)) return;
  reply.header("www-authenticate", `Bearer error="insufficient_scope", scope="${scope}"`); // RFC 6750
  throw new HttpError("SCOPE_MISSING", "forbidden", { facts: { scope }, details: [{ issue: "missing", scope }] });
}
