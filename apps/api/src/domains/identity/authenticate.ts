import type { Config } from "../../config.ts";
import { BoundedMap } from "../../platform/bounded-map.ts";
import type { Actor } from "../../platform/context.ts";
import type { Db } from "../../platform/db.ts";
import { CeasedTokenList } from "./ceased-tokens.ts";
import { type VerifiedToken, verifyAccessToken } from "./core/access-token.ts";

const MAX_KNOWN = 10_000;

interface TokenContext {
  readonly db: Db;
  readonly config: Pick<Config, "jwtKeys">;
  readonly now: () => Date;
}

/**
 * Makes the check of bearer tokens: who a token speaks for, or null. A token that was found good is remembered until
 * it expires, at most ten thousand of them, so that the calls after the first cost a look-up; a bad one is not, so
 * that nobody can push out others with rubbish. A remembered one is still refused within a second of its session's end.
 */
export function authenticate({ db, config, now }: TokenContext): (bearer: string) => Promise<Actor | null> {
  const known = new BoundedMap<string, VerifiedToken>(MAX_KNOWN);
  const ceased = new CeasedTokenList(db);
  const verify = (bearer: string): VerifiedToken | null => {
    const time = now();
    const remembered = known.get(bearer);
    if (remembered !== undefined && time.getTime() < remembered.expiresAt * 1000) return remembered;
    known.delete(bearer);
    const verified = verifyAccessToken(bearer, config.jwtKeys, time);
    if (verified === null) return null;
    known.set(bearer, verified);
    return verified;
  };
  return async (bearer) => {
    const verified = verify(bearer);
    if (verified === null) return null;
    return (await ceased.has(verified.subject.session)) ? null : actorOf(verified);
  };
}

function actorOf({ subject }: VerifiedToken): Actor {
  return { ...subject, apiToken: null };
}
