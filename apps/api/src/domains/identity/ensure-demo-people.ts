import type { AppContext } from "../../platform/context.ts";
import { ensurePerson, type PersonToEnsure } from "./ensure-person.ts";

/** Makes those accounts of the demo centre that are missing; returns the user names it made. */
export async function ensureDemoPeople(ctx: AppContext, people: readonly PersonToEnsure[]): Promise<string[]> {
  const made: string[] = [];
  for (const person of people) {
    if (await ensurePerson(ctx, person)) made.push(person.username);
  }
  return made;
}
