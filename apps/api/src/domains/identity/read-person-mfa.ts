import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/http-errors.ts";
import { demandsMfa } from "./core/mfa-requirement.ts";
import { findPerson } from "./identity.queries.ts";
import { findMfa, type MfaState } from "./mfa.queries.ts";

/**
 * Where a person's second step stands, and whether the roles they hold at this moment demand one.
 *
 * @throws {HttpError} `NOT_FOUND`.
 */
export async function readPersonMfa(
  { db, config }: RequestContext,
  personId: string,
): Promise<MfaState & { readonly required: boolean }> {
  const person = await findPerson(db, personId);
  if (person === undefined) throw notFound();
  return { ...(await findMfa(db, personId)), required: demandsMfa(person, config.requireMfa) };
}
