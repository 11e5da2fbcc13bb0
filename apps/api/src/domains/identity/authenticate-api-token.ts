import { isInRanges, storableAddress } from "../../platform/address-ranges.ts";
import { BoundedMap } from "../../platform/bounded-map.ts";
import type { Actor, AppContext, RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { type ApiTokenRow, findTokenForUse, markAddressRefused, markTokenUsed } from "./api-tokens.queries.ts";
import { apiTokenState, hashApiToken, hasRightChecksum, idOfApiToken, isSameHash } from "./core/api-token.ts";
import { TokenAddressError } from "./core/errors.ts";
import { findPerson } from "./identity.queries.ts";

/** Where a call came from, and what it asks for. */
type TokenCall = Pick<RequestContext, "requestId" | "client" | "call">;

/** A token as it was read, and whom it speaks for. */
interface LiveToken {
  readonly row: ApiTokenRow & { readonly tokenHash: Buffer };
  readonly actor: Actor;
  usedAt: number;
}

interface Remembered {
  readonly readAt: number;
  readonly token: Promise<LiveToken | null>;
}

type Memory = BoundedMap<string, Remembered>;

/** For how long what was read is believed: a token that is revoked is refused by every process within a second. */
const BELIEVED_MILLISECONDS = 500;
const MAX_REMEMBERED = 10_000;
const MINUTE = 60_000;

/**
 * Makes the check of API tokens: whom one speaks for, or null. A person's token speaks for them as they are now: with
 * the roles they have at this moment, narrowed to its scopes, and not at all while they are disabled.
 *
 * The check itself throws `TokenAddressError` where the token is good and comes from elsewhere than allowed.
 */
export function authenticateApiToken(ctx: AppContext): (text: string, call: TokenCall) => Promise<Actor | null> {
  const remembered = new BoundedMap<string, Remembered>(MAX_REMEMBERED);
  return async (text, call) => {
    const id = idOfApiToken(text);
    if (id === null) return null;
    const known = recall(remembered, id);
    if (known === undefined && !hasRightChecksum(text)) return null;
    const token = await (known ?? readOnce(ctx, remembered, id));
    // Compared also where there is no such token, so that the time tells nothing.
    if (!isSameHash(hashApiToken(text), token?.row.tokenHash) || token === null) return null;
    if (apiTokenState(token.row, ctx.now()) !== "active") return null;
    await assertAddress(ctx, token, call);
    await noteUse(ctx, token, call);
    return token.actor;
  };
}

/** A token from memory, as long as that is believed. */
function recall(remembered: Memory, id: string): Promise<LiveToken | null> | undefined {
  const known = remembered.get(id);
  return known !== undefined && performance.now() - known.readAt < BELIEVED_MILLISECONDS ? known.token : undefined;
}

/** A token from the database; calls that come together read it once. */
async function readOnce(ctx: AppContext, remembered: Memory, id: string): Promise<LiveToken | null> {
  // Its age counts from before it is read: what is committed afterwards is not in it.
  const reading = { readAt: performance.now(), token: readToken(ctx, id) };
  remembered.set(id, reading);
  try {
    const token = await reading.token;
    // What is not there is not remembered, so that nobody can push out others with rubbish.
    if (token === null) forget(remembered, id, reading);
    return token;
  } catch (error) {
    forget(remembered, id, reading);
    throw error;
  }
}

function forget(remembered: Memory, id: string, reading: Remembered): void {
  if (remembered.get(id) === reading) remembered.delete(id);
}

async function readToken(ctx: AppContext, id: string): Promise<LiveToken | null> {
  const row = await findTokenForUse(ctx.db, id);
  if (row === undefined) return null;
  const usedAt = row.lastUsedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
  const apiToken = { id: row.id, name: row.name, scopes: row.scopes };
  if (row.personId === null) {
    const { name, role, slurmUsers } = row;
    const roles = role === null ? [] : [role];
    const grants = roles.map((each) => ({ role: each, scope: null }));
    const username = `service:${name}`;
    return { row, usedAt, actor: { id: row.id, username, roles, grants, slurmUsers, session: null, apiToken } };
  }
  const person = await findPerson(ctx.db, row.personId);
  if (person === undefined || person.disabled) return null;
  const { username, roles, grants, slurmUsers } = person;
  return { row, usedAt, actor: { id: person.id, username, roles, grants, slurmUsers, session: null, apiToken } };
}

async function assertAddress(ctx: AppContext, { row, actor }: LiveToken, call: TokenCall): Promise<void> {
  if (row.allowedAddresses.length === 0 || isInRanges(addressOf(call), row.allowedAddresses)) return;
  await transact(ctx.db, async (tx) => {
    // Once a minute, whichever process it comes to: a thief who keeps trying must not fill the audit log.
    if (!(await markAddressRefused(tx, row.id, ctx.now()))) return;
    const detail = { name: row.name, allowed_addresses: row.allowedAddresses };
    const event = { action: "api_token.refused", subject: row.id, status: 403, detail };
    await recordEvent(tx, { ...ctx, ...call, actor }, event);
  });
  throw new TokenAddressError("ADDRESS_NOT_ALLOWED");
}

/** Notes the use at most once a minute, so that most uses write nothing. */
async function noteUse(ctx: AppContext, token: LiveToken, call: TokenCall): Promise<void> {
  const now = ctx.now();
  if (now.getTime() - token.usedAt < MINUTE) return;
  token.usedAt = now.getTime(); // calls that come meanwhile leave it to this one
  await markTokenUsed(ctx.db, token.row.id, now, storableAddress(addressOf(call)));
}

function addressOf({ client }: TokenCall): string {
  return client?.ip ?? "";
}
