import { expect, it } from "vitest";
import { AccountTally } from "./account-tally.ts";

const place = (accountLabel: number, userLabel: number) => ({ accountLabel, userLabel });

it("counts runs that come, by account and user, in an order of its own", () => {
  const tally = new AccountTally();
  tally.add(place(2, 9), 50);
  tally.add(place(2, 1), 10);
  tally.add(place(1, 9), 30);
  tally.add(place(2, 9), 40);
  expect(tally.changes()).toEqual([
    { accountLabel: 1, userLabel: 9, runs: 1, lastCame: 30, lastWent: null },
    { accountLabel: 2, userLabel: 1, runs: 1, lastCame: 10, lastWent: null },
    { accountLabel: 2, userLabel: 9, runs: 2, lastCame: 50, lastWent: null },
  ]);
});

it("says of a run that moves where it went from and where it came to, and nothing of one that stays", () => {
  const tally = new AccountTally();
  tally.change(place(1, 1), 10, place(1, 1), 10);
  expect(tally.changes()).toEqual([]);
  tally.change(place(1, 1), 10, place(2, 1), 12);
  tally.change(place(3, 1), 20, place(3, 1), 15); // Slurm named it, and its submit time was wrong
  expect(tally.changes()).toEqual([
    { accountLabel: 1, userLabel: 1, runs: -1, lastCame: null, lastWent: 10 },
    { accountLabel: 2, userLabel: 1, runs: 1, lastCame: 12, lastWent: null },
    { accountLabel: 3, userLabel: 1, runs: 0, lastCame: 15, lastWent: 20 },
  ]);
});
