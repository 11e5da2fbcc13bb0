import { invariant } from "@purser/kernel/invariant";
import type { RequestContext } from "../../platform/context.ts";
import { type Tx, transact } from "../../platform/db.ts";
import type { JsonValue } from "../audit/core/canonical-json.ts";
import { recordEvent } from "../audit/record-event.ts";
import { PeopleConflictError, PeopleNotFoundError } from "./core/people-errors.ts";
import { hasOtherLastingAdmin, holdsLastingAdmin, lockCenterAdmins } from "./grants.queries.ts";
import { findPersonRow, lockPerson, type PersonColumns, type PersonRow, writePerson } from "./people.queries.ts";

export interface PersonUpdate {
  readonly displayName?: string | undefined;
  readonly slurmUsers?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes a person's name or Slurm users, disables or enables them. What really changed is audited with its old and new
 * value. Disabling ends every session of theirs; roles are kept for the day they are enabled.
 *
 * @throws {PeopleNotFoundError} `NOT_FOUND`.
 * @throws {PeopleConflictError} `PERSON_SELF_DISABLE`, `LAST_CENTER_ADMIN`.
 */
export async function updatePerson(ctx: RequestContext, personId: string, change: PersonUpdate): Promise<PersonRow> {
  return await transact(ctx.db, async (tx) => {
    if (change.disabled === true) await lockCenterAdmins(tx);
    const before = (await lockPerson(tx, personId)) ? await findPersonRow(tx, { all: true }, personId) : undefined;
    if (before === undefined) throw new PeopleNotFoundError("NOT_FOUND");
    const columns = changedColumns(before, change, ctx.now());
    if (columns.disabled_at instanceof Date) await keepAnAdmin(tx, personId, ctx.actor.id);
    if (Object.keys(columns).length === 0) return before;
    await writePerson(tx, personId, columns);
    const after = await findPersonRow(tx, { all: true }, personId);
    invariant(after !== undefined, "a person who was changed is there");
    const detail = { username: before.username, from: facts(before, columns), to: facts(after, columns) };
    await recordEvent(tx, ctx, { action: actionOf(columns), subject: personId, detail });
    return after;
  });
}

function changedColumns(before: PersonRow, change: PersonUpdate, now: Date): PersonColumns {
  const { displayName, slurmUsers, disabled } = change;
  const users = slurmUsers === undefined ? undefined : [...new Set(slurmUsers)];
  const renamed = displayName !== undefined && displayName !== before.displayName;
  const moved = users !== undefined && users.join("\n") !== before.slurmUsers.join("\n");
  const turned = disabled !== undefined && disabled !== (before.disabledAt !== null);
  return {
    ...(renamed && { display_name: displayName }),
    ...(moved && { slurm_users: users }),
    ...(turned && { disabled_at: disabled ? now : null }),
  };
}

async function keepAnAdmin(tx: Tx, personId: string, actorId: string): Promise<void> {
  if (personId === actorId) throw new PeopleConflictError("PERSON_SELF_DISABLE");
  if ((await holdsLastingAdmin(tx, personId)) && !(await hasOtherLastingAdmin(tx, personId))) {
    throw new PeopleConflictError("LAST_CENTER_ADMIN");
  }
}

function actionOf(columns: PersonColumns): string {
  if (columns.disabled_at === undefined) return "person.updated";
  return columns.disabled_at === null ? "person.enabled" : "person.disabled";
}

function facts(person: PersonRow, columns: PersonColumns): Record<string, JsonValue> {
  return {
    ...(columns.display_name !== undefined && { display_name: person.displayName }),
    ...(columns.slurm_users !== undefined && { slurm_users: [...person.slurmUsers] }),
    ...(columns.disabled_at !== undefined && { disabled_at: person.disabledAt?.toISOString() ?? null }),
  };
}
