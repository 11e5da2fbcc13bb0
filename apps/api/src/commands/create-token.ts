import { leastRoleFor } from "../domains/identity/core/api-token.ts";
import { createServiceToken } from "../domains/identity/create-api-token.ts";
import type { RequestContext } from "../platform/context.ts";
import { isScope, SCOPES } from "../platform/token-scope.ts";
import { type Command, UsageError } from "./command-line.ts";

type CreateToken = Extract<Command, { name: "token create" }>;

/**
 * Makes a service's API token from the command line, for the first set-up. The token alone is printed, so that it can be
 * piped to where it belongs; what it is for is told beside it.
 *
 * @throws {UsageError} if a scope is none of the contract's; the errors of `createServiceToken`.
 */
export async function createToken(
  ctx: RequestContext,
  { service, scopes, days, role, slurmUsers, addresses }: CreateToken,
  { print, tell }: { print: (line: string) => void; tell: (line: string) => void },
): Promise<void> {
  const unknown = scopes.find((scope) => !isScope(scope));
  if (unknown !== undefined) throw new UsageError(`there is no scope ${unknown}, only ${SCOPES.join(", ")}`);
  const { text, token } = await createServiceToken(ctx, {
    name: service,
    scopes,
    days,
    role: role ?? (slurmUsers.length > 0 ? "user" : leastRoleFor(scopes)),
    slurmUsers,
    allowedAddresses: addresses,
  });
  print(text);
  const from = token.allowedAddresses.length === 0 ? "anywhere" : token.allowedAddresses.join(", ");
  tell(`service:${token.name} (${token.role}) may use ${token.scopes.join(", ")} from ${from}.`);
  tell(`It expires at ${token.expiresAt.toISOString()} and is not shown again.`);
}
