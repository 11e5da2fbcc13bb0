import { transact } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import { ANONYMOUS, type AnonymousContext } from "./anonymous-context.ts";
import {
  type Directory,
  DirectoryError,
  type DirectoryPerson,
  NoRoleError,
  type PasswordProof,
} from "./core/directory.ts";
import type { GroupNames } from "./core/directory-groups.ts";
import { type CredentialBackend, type CredentialCheck, type Credentials, USERNAME } from "./credentials.ts";
import { findPerson, findPersonByUsername, type Person } from "./identity.queries.ts";
import type { PersonOfSource } from "./ldap.queries.ts";
import { type TakeOver, takeOverDirectoryPerson } from "./take-over-directory-person.ts";

interface DirectoryPort {
  readonly directory: Directory;
  readonly names: GroupNames;
}

/** People whose password a directory keeps. It never sees the password of somebody whose password is kept here. */
export function directoryPasswords(port: DirectoryPort): CredentialBackend {
  return {
    name: "ldap",
    check: async (ctx, credentials) => await check(ctx, port, credentials),
    vouches: async (ctx, person) => await vouches(ctx, port, person),
  };
}

async function check(
  ctx: AnonymousContext,
  port: DirectoryPort,
  { username, password }: Credentials,
): Promise<CredentialCheck> {
  const known = USERNAME.test(username) ? await findPersonByUsername(ctx.db, username) : null;
  if (known === null || known?.source === "local") return { proven: false, reason: "name_unknown", person: null };
  const person = known ?? null;
  const proof = await prove(ctx, port, { username, password }, person);
  if (proof.outcome === "refused") return { proven: false, reason: proof.reason, person };
  const taken = await transact(ctx.db, async (tx) => {
    return await takeOverDirectoryPerson(tx, ctx, { person: proof.person, names: port.names });
  });
  if (taken === "other_person") return { proven: false, reason: "other_person", person };
  return await admit(ctx, taken, proof.person);
}

async function prove(
  ctx: AnonymousContext,
  { directory }: DirectoryPort,
  { username, password }: Credentials,
  person: Person | null,
): Promise<PasswordProof> {
  try {
    return await directory.provePassword(username, password);
  } catch (error) {
    await recordUnavailable(ctx, "session.refused", person, error);
    throw error;
  }
}

/** @throws {NoRoleError} `NO_ROLE_ASSIGNED`, and then it has been written down. */
async function admit(
  ctx: AnonymousContext,
  taken: Exclude<TakeOver, "other_person">,
  { username }: DirectoryPerson,
): Promise<CredentialCheck> {
  const person = taken === "no_role" ? undefined : await findPerson(ctx.db, taken.id);
  if (person?.disabled) return { proven: false, reason: "person_disabled", person };
  if (person !== undefined && person.roles.length > 0) return { proven: true, person };
  // They have proved that the name is theirs, so it is no password typed in the wrong place.
  const detail = { reason: "no_role_assigned", username };
  const event = { action: "session.refused", subjectType: "person", subject: person?.id ?? "unknown", detail };
  await transact(ctx.db, async (tx) => await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event));
  throw new NoRoleError("NO_ROLE_ASSIGNED");
}

/** Asks the directory again about somebody who has signed in before, and takes over what has changed. */
async function vouches(ctx: AnonymousContext, port: DirectoryPort, known: PersonOfSource): Promise<boolean> {
  const answer = await port.directory.find(known.username).catch(async (error: unknown) => {
    await recordUnavailable(ctx, "person.not_confirmed", known, error);
    throw error;
  });
  if (answer.state !== "found") return false;
  return await transact(ctx.db, async (tx) => {
    const taken = await takeOverDirectoryPerson(tx, ctx, { person: answer.person, names: port.names });
    if (typeof taken === "string" || taken.id !== known.id) return false;
    const person = await findPerson(tx, known.id);
    return person !== undefined && person.roles.length > 0;
  });
}

async function recordUnavailable(
  ctx: AnonymousContext,
  action: string,
  person: PersonOfSource | Person | null,
  error: unknown,
): Promise<void> {
  if (!(error instanceof DirectoryError)) return;
  const known = person === null ? {} : { username: person.username };
  const detail = { reason: "directory_unavailable", directory: error.reason, ...known };
  const event = { action, subject: person?.id ?? "unknown", detail };
  await transact(ctx.db, async (tx) => await recordEvent(tx, { ...ctx, actor: ANONYMOUS }, event));
}
