import { isIP } from "node:net";
import { sql } from "kysely";
import type { Client } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db.ts";
import type { EndReason, StoredRefreshToken } from "./core/session.ts";

export interface NewSession {
  readonly id: string;
  readonly personId: string;
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly endsAt: Date;
  readonly client: Client | null;
}

const MAX_USER_AGENT = 300;

/** Begins a session; the person has just proved who they are. */
export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx
    .insertInto("identity.session")
    .values({
      id: session.id,
      person_id: session.personId,
      started_at: session.startedAt,
      authenticated_at: session.startedAt,
      last_used_at: session.startedAt,
      expires_at: session.expiresAt,
      ends_at: session.endsAt,
      ...clientColumns(session.client),
    })
    .execute();
}

function clientColumns(client: Client | null) {
  // Cut by characters, so that none is cut in half.
  const agent = Array.from(client?.userAgent ?? "").slice(0, MAX_USER_AGENT);
  const ip = client?.ip ?? "";
  return { address: isIP(ip) === 0 ? "unknown" : ip, user_agent: agent.join("").replaceAll("\u0000", "") };
}

export interface NewRefreshToken {
  readonly id: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly tokenHash: Buffer;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly endsAt: Date;
}

export async function insertRefreshToken(tx: Tx, token: NewRefreshToken): Promise<void> {
  await tx
    .insertInto("identity.refresh_token")
    .values({
      id: token.id,
      family_id: token.sessionId,
      person_id: token.personId,
      token_hash: token.tokenHash,
      issued_at: token.issuedAt,
      expires_at: token.expiresAt,
      family_ends_at: token.endsAt,
    })
    .execute();
}

/** What the tokens of a session are made of. */
export interface LiveSession {
  readonly id: string;
  readonly personId: string;
  readonly authenticatedAt: Date;
  readonly endsAt: Date;
  readonly generation: number;
}

export interface FoundRefreshToken extends StoredRefreshToken {
  readonly id: string;
  readonly session: LiveSession;
}

/**
 * The refresh token with this hash and its session, both held until the transaction ends: two uses of one token come
 * one after the other, and a session does not end while it is renewed.
 */
export async function lockRefreshToken(tx: Tx, tokenHash: Buffer): Promise<FoundRefreshToken | undefined> {
  const row = await tx
    .selectFrom("identity.refresh_token as t")
    .innerJoin("identity.session as s", "s.id", "t.family_id")
    .innerJoin("identity.person as p", "p.id", "t.person_id")
    .select(["t.id", "t.expires_at as expiresAt", "t.used_at as usedAt", "s.ended_at as endedAt"])
    .select(["s.id as sessionId", "s.person_id as personId", "s.authenticated_at as authenticatedAt"])
    .select(["s.ends_at as endsAt", "s.generation"])
    .select((select) => select("p.disabled_at", "is not", null).$castTo<boolean>().as("personDisabled"))
    .where("t.token_hash", "=", tokenHash)
    .forUpdate(["t", "s"])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { sessionId, personId, authenticatedAt, endsAt, generation, ...token } = row;
  return { ...token, session: { id: sessionId, personId, authenticatedAt, endsAt, generation } };
}

export async function markRefreshTokenUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable("identity.refresh_token").set({ used_at: at }).where("id", "=", id).execute();
}

/** Notes that a session was used, and by whom it was; it is over at `expiresAt` unless it is used again. */
export async function touchSession(
  tx: Tx,
  id: string,
  { at, expiresAt, client }: { at: Date; expiresAt: Date; client: Client | null },
): Promise<void> {
  await tx
    .updateTable("identity.session")
    .set({ last_used_at: at, expires_at: expiresAt, ...(client === null ? {} : clientColumns(client)) })
    .where("id", "=", id)
    .execute();
}

/** A living session of a person, held until the transaction ends; undefined where it is over or never was theirs. */
export async function lockOwnSession(
  tx: Tx,
  { personId, id }: { personId: string; id: string },
): Promise<LiveSession | undefined> {
  return await tx
    .selectFrom("identity.session as s")
    .select(["s.id", "s.person_id as personId", "s.authenticated_at as authenticatedAt"])
    .select(["s.ends_at as endsAt", "s.generation"])
    .where("s.id", "=", id)
    .where("s.person_id", "=", personId)
    .where("s.ended_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

/** Notes that the person of a session has proved again who they are. */
export async function proveSession(
  tx: Tx,
  id: string,
  { at, ...use }: { at: Date; expiresAt: Date; client: Client | null },
): Promise<void> {
  await touchSession(tx, id, { at, ...use });
  await tx.updateTable("identity.session").set({ authenticated_at: at }).where("id", "=", id).execute();
}

export interface SessionRow {
  readonly id: string;
  readonly started_at: Date;
  readonly authenticated_at: Date;
  readonly last_used_at: Date;
  readonly expires_at: Date;
  readonly address: string;
  readonly user_agent: string;
}

/** The living sessions of a person at `now`, the last used first. */
export async function listSessions(
  db: Db,
  { personId, now }: { personId: string; now: Date },
  { limit, after }: { limit: number; after: { at: string; id: string } | null },
): Promise<SessionRow[]> {
  let sessions = db
    .selectFrom("identity.session as s")
    .select([
      "s.id",
      "s.started_at",
      "s.authenticated_at",
      "s.last_used_at",
      "s.expires_at",
      "s.address",
      "s.user_agent",
    ])
    .where("s.person_id", "=", personId)
    .where("s.ended_at", "is", null)
    .where("s.expires_at", ">", now)
    .orderBy("s.last_used_at", "desc")
    .orderBy("s.id", "desc")
    .limit(limit);
  if (after !== null) {
    sessions = sessions.where(sql<boolean>`(s.last_used_at, s.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  }
  return await sessions.execute();
}

export interface EndedSessions {
  readonly personId: string;
  /** Only this one; else all of the person's. */
  readonly id?: string;
  /** All but this one. */
  readonly except?: string;
}

/** Ends sessions of a person; returns the ids of those that were still alive. */
export async function endSessions(tx: Tx, which: EndedSessions, reason: EndReason, at: Date): Promise<string[]> {
  let ending = tx
    .updateTable("identity.session")
    .set({ ended_at: at, ended_reason: reason })
    .where("person_id", "=", which.personId)
    .where("ended_at", "is", null);
  if (which.id !== undefined) ending = ending.where("id", "=", which.id);
  if (which.except !== undefined) ending = ending.where("id", "<>", which.except);
  const ended = await ending.returning("id").execute();
  return ended.map(({ id }) => id);
}

/** Makes the access tokens of a person's sessions be renewed at their next use: they say something that is no longer so. */
export async function renewTokensOf(tx: Tx, personId: string): Promise<void> {
  await tx
    .updateTable("identity.session")
    .set((row) => ({ generation: row("generation", "+", 1) }))
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .execute();
}

/** Removes a few sessions that were over before `before`, with their tokens, so that each sign-in cleans up after others. */
export async function removeEndedSessions(tx: Tx, before: Date): Promise<void> {
  await sql`
    delete from identity.session where id in (
      select id from identity.session where ends_at < ${before} order by ends_at limit 100
      for update skip locked)
  `.execute(tx);
}

export interface CeasedTokens {
  readonly id: string;
  readonly ended: boolean;
  readonly generation: number;
}

/**
 * The sessions whose tokens ceased to be good in the last hour: those that ended, and those whose tokens say something
 * that is no longer so. No access token lives that long, whatever the processes' clocks say.
 */
export async function listCeasedTokens(db: Db): Promise<CeasedTokens[]> {
  return await db
    .selectFrom("identity.session as s")
    .select(["s.id", "s.generation"])
    .select((select) => select("s.ended_at", "is not", null).$castTo<boolean>().as("ended"))
    .where("s.changed_at", ">", sql<Date>`now() - interval '1 hour'`)
    .where((either) => either.or([either("s.ended_at", "is not", null), either("s.generation", ">", 1)]))
    .execute();
}
