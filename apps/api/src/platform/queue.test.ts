import { once } from "node:events";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type Tx, transact } from "./db.ts";
import { addJob, type QueueTask, startQueue } from "./queue.ts";

const log = pino({ level: "silent" });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => await database.drop());

const start = async (tasks: Record<string, QueueTask>) =>
  await startQueue({ db: database.db, log, tasks, schedules: [] });
const inTransaction = async (work: (tx: Tx) => Promise<void>) => await transact(database.db, work);

describe("the queue", () => {
  it("has a job if and when its transaction commits, and works on it at once as the program's own role", async () => {
    const seen: unknown[] = [];
    await using _queue = await start({ note: async (payload) => void seen.push(payload) });
    const given = inTransaction(async (tx) => {
      await addJob(tx, "note", { number: 1 }, "undone");
      throw new Error("no");
    });
    await expect(given).rejects.toThrow("no");
    await inTransaction(async (tx) => await addJob(tx, "note", { number: 2 }, "done"));
    await vi.waitFor(() => expect(seen).toEqual([{ number: 2 }]), { timeout: 1_500 });
  });

  it("keeps one waiting job for each key, and begins the next beside one that is being worked on", async () => {
    const ask = async (number: number) => await inTransaction((tx) => addJob(tx, "slow", { number }, "same"));
    await ask(1);
    await ask(2);
    const seen: unknown[] = [];
    const gate = new AbortController();
    await using _queue = await start({
      slow: async (payload) => {
        seen.push(payload);
        if (!gate.signal.aborted) await once(gate.signal, "abort");
      },
    });
    await vi.waitFor(() => expect(seen).toEqual([{ number: 2 }]), { timeout: 5_000 });
    await ask(3);
    await vi.waitFor(() => expect(seen).toEqual([{ number: 2 }, { number: 3 }]), { timeout: 5_000 });
    gate.abort();
  });

  it("goes on after a job that fails, which it does not try again by itself", async () => {
    const seen: string[] = [];
    await using _queue = await start({
      bad: async () => {
        seen.push("bad");
        throw new Error("no");
      },
      good: async () => void seen.push("good"),
    });
    await inTransaction(async (tx) => await addJob(tx, "bad", {}, "bad"));
    await vi.waitFor(() => expect(seen).toEqual(["bad"]), { timeout: 5_000 });
    await inTransaction(async (tx) => await addJob(tx, "good", {}, "good"));
    await vi.waitFor(() => expect(seen).toEqual(["bad", "good"]), { timeout: 5_000 });
  });

  it("shares the work among several processes, each job to one of them", async () => {
    const seen: string[] = [];
    const worker = async () => await start({ share: async (payload) => void seen.push(JSON.stringify(payload)) });
    await using _one = await worker();
    await using _two = await worker();
    await inTransaction(async (tx) => {
      for (let number = 0; number < 50; number += 1) await addJob(tx, "share", { number }, `share-${number}`);
    });
    await vi.waitFor(() => expect(seen).toHaveLength(50), { timeout: 10_000 });
    expect(new Set(seen).size).toBe(50);
  });

  it("asks the work that is under way to end when it is disposed of", async () => {
    const events = new EventTarget();
    const begun = once(events, "begun");
    let ended = false;
    const queue = await start({
      long: async (_payload, signal) => {
        events.dispatchEvent(new Event("begun"));
        if (!signal.aborted) await once(signal, "abort");
        ended = true;
      },
    });
    await inTransaction(async (tx) => await addJob(tx, "long", {}, "long"));
    await begun;
    await queue[Symbol.asyncDispose]();
    expect(ended).toBe(true);
  }, 20_000);
});
