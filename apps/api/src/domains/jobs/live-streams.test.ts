import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { JobError } from "./core/errors.ts";
import { LiveFeed } from "./live-feed.ts";
import { type Follower, LiveStreams, type LiveStreamsOptions } from "./live-streams.ts";

/** What stands for the database, with how often it was asked. */
const database = { change: "1", runs: [run("a")], reads: 0, isAway: false };
const toClose: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of toClose.splice(0)) await each[Symbol.asyncDispose]();
  Object.assign(database, { change: "1", runs: [run("a")], reads: 0, isAway: false });
});

function run(id: string, cpu = 1) {
  return { run_id: id, user: "akara", cluster: "lotus", partition: "cpu", nodes: ["c1"], nodes_finished: [], cpu };
}

function streamsOf(options: Partial<LiveStreamsOptions> = {}): LiveStreams {
  const feed = new LiveFeed({
    lastChange: async () => {
      if (database.isAway) throw new Error("away");
      return database.change;
    },
    runs: async () => {
      database.reads += 1;
      return database.runs.map((each) => JSON.stringify(each));
    },
    states: async (ids) => new Map(ids.map((id) => [id, "failed" as const])),
    now: () => new Date(),
    onError: () => {},
    lookMilliseconds: 20,
  });
  const streams = new LiveStreams({
    feed,
    isDraining: () => false,
    onError: () => {},
    lookMilliseconds: 20,
    ...options,
  });
  toClose.push(streams, feed);
  return streams;
}

function follower(change: Partial<Follower> = {}): Follower {
  const view = { scope: { all: true as const }, filters: {} };
  return { id: "somebody", view, seconds: 3_600, isStillGood: async () => true, ...change };
}

/** Everything that a stream says, as it comes. */
function heard(stream: Readable): { readonly text: () => string; readonly ended: Promise<void> } {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return { text: () => text, ended: new Promise((resolve) => stream.once("close", () => resolve())) };
}

const news = (text: string) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ""));

it("asks the database once for all who follow, and not at all when they have left", async () => {
  const streams = streamsOf();
  const all = Array.from({ length: 200 }, (_, index) => streams.open(follower({ id: `${index}` })));
  const ears = all.map(heard);
  await expect.poll(() => ears.every(({ text }) => news(text()).length === 1)).toBe(true);
  expect(database.reads).toBe(1);
  Object.assign(database, { change: "2", runs: [run("a", 2), run("b")] });
  await expect.poll(() => ears.every(({ text }) => news(text()).length === 2)).toBe(true);
  expect(database.reads).toBe(2);
  for (const stream of all) stream.destroy();
  await expect.poll(() => streams.count).toBe(0);
  await sleep(30);
  Object.assign(database, { change: "3" });
  await sleep(80);
  expect(database.reads).toBe(2);
});

it("says that it is there where there is no news for long", async () => {
  const streams = streamsOf({ beatMilliseconds: 50 });
  const ear = heard(streams.open(follower()));
  await expect.poll(() => ear.text().split(": here\n\n").length - 1).toBeGreaterThanOrEqual(3);
  expect(news(ear.text())).toHaveLength(1);
});

it("tells what has changed and nothing else, and the whole picture to whoever comes later", async () => {
  const streams = streamsOf();
  const early = heard(streams.open(follower()));
  await expect.poll(() => news(early.text()).length).toBe(1);
  Object.assign(database, { change: "2", runs: [run("a"), run("b")] });
  await expect.poll(() => news(early.text()).length).toBe(2);
  Object.assign(database, { change: "3", runs: [run("b", 9)] });
  await expect.poll(() => news(early.text()).length).toBe(3);
  expect(news(early.text())).toMatchObject([
    { whole: true, total: 1, runs: [{ run_id: "a" }], gone: [] },
    { whole: false, total: 2, runs: [{ run_id: "b", cpu: 1 }], gone: [] },
    { whole: false, total: 1, runs: [{ run_id: "b", cpu: 9 }], gone: [{ run_id: "a", state: "failed" }] },
  ]);
  const late = heard(streams.open(follower()));
  await expect.poll(() => news(late.text())).toMatchObject([{ whole: true, runs: [{ run_id: "b", cpu: 9 }] }]);
});

it("tells of a thousand runs at most, and how many there are", async () => {
  database.runs = Array.from({ length: 1_500 }, (_, index) => run(`${10_000 + index}`));
  const ear = heard(streamsOf().open(follower({ seconds: 0 })));
  await ear.ended;
  const [picture] = news(ear.text());
  expect([picture.runs.length, picture.total]).toEqual([1_000, 1_500]);
});

it("opens no more than it may: ten thousand who ask get five hundred streams, and one person eight (X25)", () => {
  const streams = streamsOf();
  let refused = 0;
  for (let index = 0; index < 10_000; index += 1) {
    try {
      streams.open(follower({ id: `${index}` })).resume();
    } catch (error) {
      if (error instanceof JobError && error.code === "LIVE_STREAMS_BUSY") refused += 1;
    }
  }
  expect([streams.count, refused]).toEqual([500, 9_500]);
  const few = streamsOf();
  for (let count = 0; count < 8; count += 1) few.open(follower()).resume();
  expect(() => few.open(follower())).toThrow(expect.objectContaining({ code: "LIVE_STREAMS_OWN", kind: "throttled" }));
});

it("drops whoever does not read, and nobody else", async () => {
  const streams = streamsOf({ mostBytesWaiting: 2_000 });
  const reader = heard(streams.open(follower()));
  const idler = streams.open(follower());
  for (let change = 2; !idler.destroyed; change += 1) {
    Object.assign(database, { change: `${change}`, runs: [run("a", change)] });
    await sleep(25);
    expect(change).toBeLessThan(100);
  }
  expect(streams.count).toBe(1);
  const before = reader.text();
  Object.assign(database, { change: "more", runs: [run("a", 1_000)] });
  await expect.poll(() => reader.text().length).toBeGreaterThan(before.length);
});

it.each([
  ["the caller would not be let in any more", { isStillGood: async () => false }],
  ["nobody can say whether they would be", { isStillGood: async () => await Promise.reject(new Error("away")) }],
  ["their time is over", { seconds: 1 }],
])("ends a stream when %s", async (_, change) => {
  const streams = streamsOf({ recheckMilliseconds: 1 });
  const ear = heard(streams.open(follower(change)));
  await ear.ended;
  expect(streams.count).toBe(0);
});

it("ends all streams, and opens none, when the program is about to stop", async () => {
  let draining = false;
  const streams = streamsOf({ isDraining: () => draining });
  const ear = heard(streams.open(follower()));
  draining = true;
  await ear.ended;
  expect(() => streams.open(follower())).toThrow(expect.objectContaining({ code: "LIVE_STREAMS_BUSY" }));
});
