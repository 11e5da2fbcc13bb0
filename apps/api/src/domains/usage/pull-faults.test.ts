import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { PulledCluster } from "../../testing/pulled-cluster.ts";
import { SourceError } from "./core/source-error.ts";
import { readClusterPulls } from "./pulls.queries.ts";
import { retryRejects } from "./retry-rejects.ts";

const DAY = 86_400;

let c: PulledCluster;
beforeAll(async () => {
  c = await PulledCluster.start();
});
beforeEach(() => void c.next());
afterAll(async () => await c[Symbol.asyncDispose]());

// T1, T2: what a pull reads, and how far it has come, is the database's to say.
it.each(["2038-01-19T03:14:08Z", "9999-12-31T23:59:59Z"])(
  "reads the same windows where the program's clock says %s",
  async (clock) => {
    c.addRun(c.preferred, 1, 600);
    c.addRun(c.preferred, 2, 2.5 * DAY);
    const ctx = { ...c.context(), now: () => new Date(clock) };
    await c.pullAll(ctx);
    expect(await c.jobIds()).toEqual([1, 2]);
    expect(c.preferred.asked.map(({ from }) => from)).toEqual([c.now - 3 * DAY, c.now - 2 * DAY, c.now - DAY]);
    expect(Math.abs((c.preferred.asked.at(-1)?.to ?? 0) - c.now)).toBeLessThan(60);
    const { lag_seconds: lag } = await readClusterPulls(c.db, c.lotus.cluster);
    expect(lag).toBeLessThan(60);
    expect((await c.pulls())[0]).toMatchObject({ state: "done", runs_new: 2, rejected: 0 });
  },
);

it("keeps what lies in the future of a clock that is behind, for when it is set right", async () => {
  c.addRun(c.preferred, 1, 600);
  const ctx = { ...c.context(), now: () => new Date("1970-01-01T00:00:00Z") };
  await c.pullAll(ctx);
  const [pull] = await c.pulls();
  expect(pull).toMatchObject({ state: "done", runs_new: 0, rejected: 1 });
  const { rows } = await c.owner.query("select id from usage.batch where pull_id = $1", [pull?.id]);
  await retryRejects(c.context(), { batchId: rows[0].id, idempotencyKey: null });
  expect(await c.jobIds()).toEqual([1]);
});

// C12 and the like: whatever a source does, what it did not give counts as unread.
it.each([
  ["a token that is refused", new SourceError("SOURCE_TOKEN_REFUSED", {})],
  ["an answer without an end", new SourceError("SOURCE_TIMED_OUT", {})],
  ["an answer that is too large", new SourceError("SOURCE_ANSWER_TOO_LARGE", {})],
  ["what cannot be read", new SourceError("SOURCE_ANSWER_UNREADABLE", {})],
])("does not move on over %s", async (_, failure) => {
  await c.pullAll();
  const { read_until: before } = await readClusterPulls(c.db, c.lotus.cluster);
  c.addRun(c.preferred, 1, 600);
  c.preferred.failure = failure;
  c.second.failure = failure;
  await c.askAgain();
  await c.pullAll();
  expect((await readClusterPulls(c.db, c.lotus.cluster)).read_until).toBe(before);
  expect((await c.pulls())[0]).toMatchObject({
    state: "failed",
    failures: [{ code: failure.code }, { code: failure.code }],
  });
  c.preferred.failure = null;
  await c.askAgain();
  await c.pullAll();
  expect(await c.jobIds()).toEqual([1]);
});
