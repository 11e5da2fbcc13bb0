import type { AppContext } from "../../platform/context.ts";
import { ensurePerson, type PersonToEnsure } from "./ensure-person.ts";

/** Makes the account `admin` with the configured password, if there is none; returns whether it was made. */
export async function ensureBootstrapAdmin(ctx: AppContext): Promise<boolean> {
  const { adminPassword: password } = ctx.config;
  if (password === null) return false;
  const roles = ["center_admin"] as const;
  return await ensurePerson(ctx, { username: "admin", displayName: "Administrator", roles, password, slurmUsers: [] });
}

/** Makes those accounts of the demo centre that are missing; returns the user names it made. */
export async function ensureDemoPeople(ctx: AppContext, people: readonly PersonToEnsure[]): Promise<string[]> {
  const made: string[] = [];
  for (const person of people) {
    if (await ensurePerson(ctx, person)) made.push(person.username);
  }
  return made;
}
