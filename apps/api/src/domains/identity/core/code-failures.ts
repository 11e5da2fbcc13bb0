/** Wrong codes of one person, from wherever they came. */
export interface CodeFailures {
  readonly failures: number;
  /** When the first of them came; null: there are none. */
  readonly failingSince: Date | null;
}

const MOST = 10;
const WINDOW_MS = 3_600_000;

/**
 * Until when no code of a person is looked at; null: it is. Ten wrong ones in an hour are the most, counted by person
 * and not by address, so that neither many addresses nor many challenges give more tries: three codes of a million are
 * good at any time, which leaves a chance of one in thirty thousand an hour to somebody who has the password.
 */
export function codesLockedUntil({ failures, failingSince }: CodeFailures, now: Date): Date | null {
  if (failingSince === null || failures < MOST) return null;
  const until = new Date(failingSince.getTime() + WINDOW_MS);
  return now < until ? until : null;
}

/** The count with one wrong code more; an hour after the first the count begins anew. */
export function withCodeFailure({ failures, failingSince }: CodeFailures, now: Date): CodeFailures {
  if (failingSince === null || now.getTime() >= failingSince.getTime() + WINDOW_MS)
    return { failures: 1, failingSince: now };
  return { failures: failures + 1, failingSince };
}
