import { randomBytes } from "node:crypto";
import { invariant } from "@purser/kernel/invariant";
import { v7 as uuidv7 } from "uuid";
import { isAddressRange } from "../../platform/address-ranges.ts";
import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type ApiTokenRow, countLiveTokens, insertToken, lockToken } from "./api-tokens.queries.ts";
import { apiTokenExpiry, composeApiToken, hashApiToken, scopesBeyond } from "./core/api-token.ts";
import { ApiTokenConflictError, ApiTokenError } from "./core/errors.ts";
import type { Role } from "./core/permissions.ts";

/** What every API token is made of. */
export interface ApiTokenWish {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
  readonly allowedAddresses: readonly string[];
}

/** A token that speaks for nobody, with the role that bounds it and, where that is `user`, whose data it sees. */
export interface ServiceTokenWish extends ApiTokenWish {
  readonly role: Role;
  readonly slurmUsers: readonly string[];
}

/** The text of a new token, which nobody can read again, and what is kept of it. */
export interface CreatedApiToken {
  readonly text: string;
  readonly token: ApiTokenRow;
}

/** How many tokens that can be used a person, and all services together, may have. */
const MAX_OF_PERSON = 50;
const MAX_OF_SERVICES = 500;

/**
 * Makes an API token that speaks for the caller.
 *
 * @throws {ApiTokenError} if it asks for more than they may do, or for a network that is none.
 * @throws {ApiTokenConflictError} `TOKEN_LIMIT_REACHED`.
 */
export async function createOwnApiToken(ctx: RequestContext, wish: ApiTokenWish): Promise<CreatedApiToken> {
  assertWithin(ctx.actor.roles, wish.scopes);
  assertRanges(wish.allowedAddresses);
  return await transact(ctx.db, async (tx) => await issue(tx, ctx, wish, { personId: ctx.actor.id }));
}

/**
 * Makes an API token that speaks for a service and belongs to no person.
 *
 * @throws {ApiTokenError} if its scopes are beyond its role, its Slurm users do not fit it, or a network is none.
 * @throws {ApiTokenConflictError} `TOKEN_NAME_TAKEN`, `TOKEN_LIMIT_REACHED`.
 */
export async function createServiceToken(ctx: RequestContext, wish: ServiceTokenWish): Promise<CreatedApiToken> {
  assertWithin([wish.role], wish.scopes);
  assertRanges(wish.allowedAddresses);
  if ((wish.role === "user") !== wish.slurmUsers.length > 0) throw new ApiTokenError("TOKEN_SLURM_USERS_MISPLACED");
  return await transact(ctx.db, async (tx) => await issue(tx, ctx, wish, wish));
}

type Owner = { readonly personId: string } | Pick<ServiceTokenWish, "role" | "slurmUsers">;

async function issue(tx: Tx, ctx: RequestContext, wish: ApiTokenWish, owner: Owner): Promise<CreatedApiToken> {
  const { personId, role, slurmUsers } =
    "personId" in owner ? { personId: owner.personId, role: null, slurmUsers: [] } : { personId: null, ...owner };
  const now = ctx.now();
  const limit = personId === null ? MAX_OF_SERVICES : MAX_OF_PERSON;
  if ((await countLiveTokens(tx, personId, now)) >= limit)
    throw new ApiTokenConflictError("TOKEN_LIMIT_REACHED", { limit });
  const id = uuidv7();
  const text = composeApiToken(id, randomBytes(32));
  const inserted = await insertToken(tx, {
    id,
    personId,
    name: wish.name,
    role,
    slurmUsers: unique(slurmUsers),
    tokenHash: hashApiToken(text),
    scopes: unique(wish.scopes),
    allowedAddresses: unique(wish.allowedAddresses),
    createdAt: now,
    createdBy: ctx.actor.username,
    expiresAt: apiTokenExpiry(now, wish.days),
  });
  if (!inserted) throw new ApiTokenConflictError("TOKEN_NAME_TAKEN", { name: wish.name });
  const token = await lockToken(tx, { all: true }, id);
  invariant(token !== undefined, "a token that was made is there");
  await recordEvent(tx, ctx, { action: "api_token.created", subject: id, detail: factsOf(token) });
  return { text, token };
}

/** What the audit log keeps of a token that was made. */
function factsOf(token: ApiTokenRow) {
  const owner =
    token.personId === null
      ? { kind: "service", role: token.role, slurm_users: token.slurmUsers }
      : { kind: "person", username: token.username };
  return {
    ...owner,
    name: token.name,
    scopes: token.scopes,
    allowed_addresses: token.allowedAddresses,
    expires_at: token.expiresAt.toISOString(),
  };
}

function assertWithin(roles: readonly string[], scopes: readonly string[]): void {
  const beyond = unique(scopesBeyond(roles, scopes));
  if (beyond.length === 0) return;
  const details = beyond.map((scope) => ({ field: "scopes", issue: "is beyond the owner's roles", scope }));
  throw new ApiTokenError("TOKEN_SCOPE_TOO_WIDE", { scopes: beyond.join(", ") }, { details });
}

function assertRanges(ranges: readonly string[]): void {
  const index = ranges.findIndex((range) => !isAddressRange(range));
  if (index === -1) return;
  const details = [{ field: `allowed_addresses.${index}`, issue: "is neither an address nor a network as CIDR" }];
  throw new ApiTokenError("TOKEN_ADDRESS_INVALID", { address: ranges[index] ?? "" }, { details });
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
