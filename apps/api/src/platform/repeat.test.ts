import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { repeat } from "./repeat.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that ends when it is told to. */
function slowWork() {
  const ends: (() => void)[] = [];
  let begun = 0;
  const work = async () => {
    begun += 1;
    await new Promise<void>((resolve) => ends.push(resolve));
  };
  return { work, begun: () => begun, end: () => ends.shift()?.() };
}

const never = (error: unknown) => {
  throw error;
};

it("begins at once, and leaves out the times that come while the work is under way", async () => {
  const slow = slowWork();
  const repeated = repeat(slow.work, { milliseconds: 100, onError: never });
  expect(slow.begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(350);
  expect(slow.begun()).toBe(1);
  slow.end();
  await vi.advanceTimersByTimeAsync(50);
  expect(slow.begun()).toBe(2);
  slow.end();
  await repeated[Symbol.asyncDispose]();
});

it("waits for what is under way when it is disposed of, and begins nothing any more", async () => {
  const slow = slowWork();
  const repeated = repeat(slow.work, { milliseconds: 100, onError: never });
  let done = false;
  const disposal = repeated[Symbol.asyncDispose]().then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(500);
  expect(done).toBe(false);
  slow.end();
  await disposal;
  await vi.advanceTimersByTimeAsync(500);
  expect(slow.begun()).toBe(1);
});

it("tells what went wrong and goes on", async () => {
  const told: unknown[] = [];
  let times = 0;
  await using repeated = repeat(
    async () => {
      times += 1;
      throw new Error(`time ${times}`);
    },
    { milliseconds: 100, onError: (error) => told.push(error) },
  );
  await vi.advanceTimersByTimeAsync(250);
  expect(repeated).toBeDefined();
  expect(told).toEqual([new Error("time 1"), new Error("time 2"), new Error("time 3")]);
});
