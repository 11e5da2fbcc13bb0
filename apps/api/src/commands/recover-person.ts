import { issuePasswordReset } from "../domains/identity/issue-password-reset.ts";
import { personOfName } from "../domains/identity/person-of-name.ts";
import { removeMfa } from "../domains/identity/remove-mfa.ts";
import { resetPath } from "../domains/identity/reset-path.ts";
import type { RequestContext } from "../platform/context.ts";
import type { Command } from "./command-line.ts";

interface Output {
  readonly print: (line: string) => void;
  readonly tell: (line: string) => void;
}

/**
 * Lets somebody in again who cannot be helped by another administrator, as the program itself. No password is an
 * argument or an input, so none is in the history of a shell: what is printed for one is a link, good once.
 *
 * @throws {DomainError} `PERSON_UNKNOWN`, `PERSON_DISABLED`, and those of `issuePasswordReset` and `removeMfa`.
 */
export async function recoverPerson(
  ctx: RequestContext,
  command: Extract<Command, { username: string; name: `person ${string}` }>,
  { print, tell }: Output,
): Promise<void> {
  const { id, username } = await personOfName(ctx, command.username);
  if (command.name === "person reset-mfa") {
    await removeMfa(ctx, id);
    tell(`The second step of ${username} is removed and all their sessions have ended; the password stays as it was.`);
    return;
  }
  const { token, expiresAt } = await issuePasswordReset(ctx, id);
  print(resetPath(token));
  tell(
    `With this behind the address of Purser, ${username} sets a new password: once, until ${expiresAt.toISOString()}.`,
  );
  tell("It is not shown again, and whoever has it has the account. Sessions end when the password is set.");
}
