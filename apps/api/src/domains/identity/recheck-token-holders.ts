import type { AppContext } from "../../platform/context.ts";
import { repeat } from "../../platform/repeat.ts";
import type { AnonymousContext } from "./anonymous-context.ts";
import type { CredentialBackend } from "./credentials.ts";
import { listTokenHolders } from "./ldap.queries.ts";
import { signOutUnvouched } from "./recheck-person.ts";

type RecheckContext = AppContext & { readonly backends: readonly CredentialBackend[] };

const PAGE = 100;

/**
 * Asks the directory about everyone of it who has an API token that can be used: nobody renews a session of theirs, so
 * that what it takes away would otherwise last as long as the token. Returns how many are no longer vouched for.
 *
 * @throws {DirectoryError} where the directory is away; whoever was not reached keeps what was last seen of them.
 */
export async function recheckTokenHolders({ backends, ...app }: RecheckContext): Promise<number> {
  const ctx: AnonymousContext = { ...app, requestId: null, client: null, call: null };
  const directory = backends.find(({ name }) => name === "ldap");
  let unvouched = 0;
  for (let after: string | null = null; ; ) {
    const people = await listTokenHolders(ctx.db, { after, limit: PAGE, at: ctx.now() });
    for (const person of people) {
      if (directory !== undefined && (await directory.vouches(ctx, person))) continue;
      await signOutUnvouched(ctx, person);
      unvouched += 1;
    }
    const last = people.at(-1);
    if (last === undefined || people.length < PAGE) return unvouched;
    after = last.id;
  }
}

const ROUND_MS = 10 * 60_000;

/** Does so at once and every ten minutes until it is disposed of. */
export function startRecheckingTokenHolders(ctx: RecheckContext): AsyncDisposable {
  return repeat(async () => await recheckTokenHolders(ctx), {
    milliseconds: ROUND_MS,
    onError: (error) => ctx.log.warn({ err: error }, "the holders of API tokens could not be checked"),
  });
}
