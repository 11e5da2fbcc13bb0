/** What a batch did to the runs of one user in one Slurm account. Times are epoch seconds. */
export interface AccountChange {
  readonly accountLabel: number;
  readonly userLabel: number;
  /** By how many runs it has more, or fewer. */
  readonly runs: number;
  /** When the last of the runs that came was submitted; null: none came. */
  readonly lastCame: number | null;
  /** When the last of the runs that went was submitted; null: none went. */
  readonly lastWent: number | null;
}

/** Where a run is counted, by the labels of its account and user. */
export interface CountedPlace {
  readonly accountLabel: number;
  readonly userLabel: number;
}

interface Tally {
  runs: number;
  lastCame: number;
  lastWent: number;
}

/** Counts what a batch does to the Slurm accounts of one cluster. Asked for every run that is new. */
export class AccountTally {
  readonly #accounts = new Map<number, Map<number, Tally>>();

  add(place: CountedPlace, submittedAt: number): void {
    const tally = this.#at(place);
    tally.runs += 1;
    if (submittedAt > tally.lastCame) tally.lastCame = submittedAt;
  }

  /** A run that was counted, and says something else now. */
  change(before: CountedPlace, submittedBefore: number, now: CountedPlace, submittedAt: number): void {
    const stays = before.accountLabel === now.accountLabel && before.userLabel === now.userLabel;
    if (stays && submittedBefore === submittedAt) return;
    const tally = this.#at(before);
    tally.runs -= 1;
    if (submittedBefore > tally.lastWent) tally.lastWent = submittedBefore;
    this.add(now, submittedAt);
  }

  /** In an order that is the same for everybody who writes them. */
  changes(): AccountChange[] {
    const all = [...this.#accounts].flatMap(([accountLabel, users]) =>
      [...users].map(([userLabel, { runs, lastCame, lastWent }]) => ({
        ...{ accountLabel, userLabel, runs, lastCame: finite(lastCame), lastWent: finite(lastWent) },
      })),
    );
    return all.sort((a, b) => a.accountLabel - b.accountLabel || a.userLabel - b.userLabel);
  }

  #at({ accountLabel, userLabel }: CountedPlace): Tally {
    let users = this.#accounts.get(accountLabel);
    if (users === undefined) {
      users = new Map();
      this.#accounts.set(accountLabel, users);
    }
    let tally = users.get(userLabel);
    if (tally === undefined) {
      tally = { runs: 0, lastCame: Number.NEGATIVE_INFINITY, lastWent: Number.NEGATIVE_INFINITY };
      users.set(userLabel, tally);
    }
    return tally;
  }
}

function finite(at: number): number | null {
  return Number.isFinite(at) ? at : null;
}
