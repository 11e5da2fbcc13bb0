import { DomainError } from "@purser/kernel/domain-error";
import { ConfigError } from "../config.ts";
import { EmbeddedPostgresError } from "../platform/embedded-postgres-error.ts";
import { errorText, isErrorCode } from "../platform/error-texts.ts";
import { BusyDatabaseError, ForeignDatabaseError } from "../platform/migrate.ts";
import { ArgumentError } from "./argument-error.ts";
import { USAGE, UsageError } from "./command-line.ts";
import { StartError } from "./start-error.ts";

/** What a person can mend; the message says how. */
const SAID_IN_ONE_LINE = [ConfigError, StartError, EmbeddedPostgresError, ForeignDatabaseError, BusyDatabaseError];

/** Errors of the system that say all there is to say. */
const PLAIN_CODES = new Set(["ENOENT", "EACCES", "EISDIR", "ENOSPC", "EADDRINUSE", "ECONNREFUSED"]);

/**
 * Tells a person why the program ends, and gives its exit code. What a person can mend is said in one line; anything else
 * is a fault of ours and shown whole. 2 says that the command was not understood or names what is of no use, so that a
 * script can tell it from a chain that is broken.
 */
export function explainError(error: unknown, complain: (line: string) => void): number {
  if (error instanceof UsageError) {
    complain(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  if (error instanceof ArgumentError) {
    complain(error.message);
    return 2;
  }
  for (const line of linesOf(error)) complain(line);
  return 1;
}

function linesOf(error: unknown): string[] {
  if (SAID_IN_ONE_LINE.some((kind) => error instanceof kind)) return [(error as Error).message];
  if (error instanceof DomainError && isErrorCode(error.code)) {
    const details = error.details.map(({ field, issue }) => `  ${field ?? ""} ${issue}`);
    return [`${error.code}: ${errorText(error.code, "en", error.facts)}`, ...details];
  }
  if (!(error instanceof Error)) return [String(error)];
  const code = "code" in error ? String(error.code) : "";
  return PLAIN_CODES.has(code) ? [error.message || `cannot connect (${code})`] : [error.stack ?? error.message];
}
