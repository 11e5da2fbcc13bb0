import type { LiveRun, LiveRunsNews } from "@purser/contract/schemas";
import { expect, it } from "vitest";
import { afterNews } from "./followed-runs.ts";

function run(runId: string, startedAt: string, name = ""): LiveRun {
  // Only what is looked at.
  return { run_id: runId, started_at: startedAt, name } as LiveRun;
}

const news = (change: Partial<LiveRunsNews>): LiveRunsNews => ({
  ...{ at: "2026-11-21T10:00:00Z", whole: false, total: 0, runs: [], gone: [] },
  ...change,
});
const names = (known: { readonly runs: readonly LiveRun[] }) => known.runs.map(({ run_id: id, name }) => id + name);

it("begins with the whole picture, and follows what starts, changes and ends", () => {
  const first = afterNews(undefined, news({ whole: true, total: 2, runs: [run("a", "1"), run("b", "2")] }));
  expect([first.total, names(first)]).toEqual([2, ["b", "a"]]);
  const changed = afterNews(first, news({ total: 3, runs: [run("c", "3"), run("a", "1", "!")] }));
  expect(names(changed)).toEqual(["c", "b", "a!"]);
  const ended = afterNews(changed, news({ total: 2, gone: [{ run_id: "b", state: "completed" }] }));
  expect([ended.total, names(ended)]).toEqual([2, ["c", "a!"]]);
});

it("forgets what it knew when the whole picture comes again", () => {
  const before = afterNews(undefined, news({ whole: true, total: 1, runs: [run("a", "1")] }));
  expect(names(afterNews(before, news({ whole: true, total: 1, runs: [run("b", "1")] })))).toEqual(["b"]);
});
