import { v7 as uuidv7 } from "uuid";
import type { Config } from "../../config.ts";
import type { Grant } from "../../platform/context.ts";
import type { Tx } from "../../platform/db.ts";
import { recordEvent } from "../audit/record-event.ts";
import type { DirectoryPerson } from "./core/directory.ts";
import { type GroupNames, grantsOfGroups } from "./core/directory-groups.ts";
import { insertPerson } from "./identity.queries.ts";
import {
  changeDirectoryGrants,
  type DirectoryPersonRow,
  listDirectoryGrants,
  lockDirectoryPeople,
  updateDirectoryPerson,
} from "./ldap.queries.ts";

/** Who gives and takes away what the directory decides. */
const DIRECTORY_ACTOR = { id: null, username: "directory" } as const;

interface SynchroniseContext {
  readonly config: Pick<Config, "auditKeys">;
  readonly now: () => Date;
  readonly requestId: string | null;
}

/**
 * `no_role`: their groups give nothing, and nobody is kept whom nothing was ever given to; else everyone in the
 * directory could fill the table. `other_person`: the row of that name is another person's, one who signs in with a
 * password of ours, or one whom the directory knew by another identifier.
 */
export type TakeOver = { readonly id: string } | "no_role" | "other_person";

/**
 * Takes over what the directory says of a person: makes their row if there is none, and replaces what their groups
 * gave before. What was granted here stays.
 */
export async function takeOverDirectoryPerson(
  tx: Tx,
  ctx: SynchroniseContext,
  { person, names }: { person: DirectoryPerson; names: GroupNames },
): Promise<TakeOver> {
  const grants = grantsOfGroups(person.groups, names);
  const [row, ...more] = await lockDirectoryPeople(tx, person);
  if (row === undefined && grants.length === 0) return "no_role";
  if (row === undefined) {
    const id = await addPerson(tx, ctx, person, grants);
    // Where another sign-in of theirs was a moment faster, the row is there now.
    return id === null ? await takeOverDirectoryPerson(tx, ctx, { person, names }) : { id };
  }
  if (more.length > 0 || !isSamePerson(row, person)) return "other_person";
  await renewPerson(tx, ctx, row, person);
  await replaceGrants(tx, ctx, row, grants);
  return { id: row.id };
}

/** Takes away all that the directory gave to somebody it no longer vouches for. */
export async function withdrawDirectoryGrants(
  tx: Tx,
  ctx: SynchroniseContext,
  person: { readonly id: string; readonly username: string },
): Promise<void> {
  await replaceGrants(tx, ctx, person, []);
}

/** An identifier that only one side knows says nothing: directories may begin to give them, or cease to. */
function isSamePerson(row: DirectoryPersonRow, { username, directoryId }: DirectoryPerson): boolean {
  const isKnownAsOther = row.directoryId !== null && directoryId !== null && row.directoryId !== directoryId;
  return row.source === "ldap" && row.username === username && !isKnownAsOther;
}

async function addPerson(
  tx: Tx,
  ctx: SynchroniseContext,
  { username, displayName, directoryId }: DirectoryPerson,
  grants: readonly Grant[],
): Promise<string | null> {
  const id = uuidv7();
  const slurmUsers = [username];
  const row = { id, username, displayName, directoryId, slurmUsers, passwordHash: null, grants: [] };
  if (!(await insertPerson(tx, row, DIRECTORY_ACTOR.username))) return null;
  const detail = { username, source: "ldap", slurm_users: slurmUsers };
  await recordEvent(tx, { ...ctx, actor: DIRECTORY_ACTOR }, { action: "person.created", subject: id, detail });
  await replaceGrants(tx, ctx, { id, username }, grants);
  return id;
}

async function renewPerson(
  tx: Tx,
  ctx: SynchroniseContext,
  row: DirectoryPersonRow,
  { displayName, directoryId }: DirectoryPerson,
): Promise<void> {
  const renewed = { id: row.id, displayName, directoryId: directoryId ?? row.directoryId };
  if (row.displayName === displayName && row.directoryId === renewed.directoryId) return;
  await updateDirectoryPerson(tx, renewed);
  const detail = { username: row.username, display_name: displayName };
  await recordEvent(tx, { ...ctx, actor: DIRECTORY_ACTOR }, { action: "person.changed", subject: row.id, detail });
}

async function replaceGrants(
  tx: Tx,
  ctx: SynchroniseContext,
  person: { readonly id: string; readonly username: string },
  wanted: readonly Grant[],
): Promise<void> {
  const held = await listDirectoryGrants(tx, person.id);
  const given = wanted.filter((grant) => !held.some((each) => isSameGrant(each, grant)));
  const taken = held.filter((grant) => !wanted.some((each) => isSameGrant(each, grant)));
  if (given.length === 0 && taken.length === 0) return;
  const by = DIRECTORY_ACTOR.username;
  await changeDirectoryGrants(tx, person.id, { given, takenIds: taken.map(({ id }) => id), by, at: ctx.now() });
  const named = (grants: readonly Grant[]) => grants.map(({ role, scope }) => ({ role, scope }));
  const detail = { username: person.username, source: "ldap", given: named(given), taken: named(taken) };
  await recordEvent(tx, { ...ctx, actor: DIRECTORY_ACTOR }, { action: "grants.replaced", subject: person.id, detail });
}

function isSameGrant(left: Grant, right: Grant): boolean {
  return left.role === right.role && left.scope === right.scope;
}
