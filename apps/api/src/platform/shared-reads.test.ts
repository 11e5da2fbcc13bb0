import { afterEach, describe, expect, it, vi } from "vitest";
import { SharedReads } from "./shared-reads.ts";

/** Reads that end when the test says so, each with its number or its failure. */
function heldReads() {
  const ends: ((fault?: Error) => void)[] = [];
  const read = async () => {
    const number = ends.length + 1;
    await new Promise<void>((resolve, reject) => ends.push((fault) => (fault ? reject(fault) : resolve())));
    return number;
  };
  const end = async (number: number, fault?: Error) => {
    ends[number - 1]?.(fault);
    await new Promise(setImmediate);
  };
  return { read, end, begun: () => ends.length };
}

afterEach(() => {
  vi.useRealTimers();
});

describe("shared reads", () => {
  it("are one read for all who ask while another is under way, begun after they asked", async () => {
    const reads = new SharedReads<number>();
    const { read, end, begun } = heldReads();
    const first = reads.get("a", read);
    const later = [reads.get("a", read), reads.get("a", read), reads.get("a", read)];
    expect(begun()).toBe(1);
    await end(1);
    expect([await first, begun()]).toEqual([1, 2]);
    const last = reads.get("a", read);
    await end(2);
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
    await end(3);
    expect(await last).toBe(3);
  });

  it("are read anew once nobody waits, and apart from those of another key", async () => {
    const reads = new SharedReads<number>();
    const { read, end, begun } = heldReads();
    const [a, b] = [reads.get("a", read), reads.get("b", read)];
    expect(begun()).toBe(2);
    await end(2);
    expect(await b).toBe(2);
    await end(1);
    expect(await a).toBe(1);
    const again = reads.get("a", read);
    await end(3);
    expect(await again).toBe(3);
  });

  it("fail for those who share one, and for nobody who asked while it was under way", async () => {
    const reads = new SharedReads<number>();
    const { read, end } = heldReads();
    const first = reads.get("a", read);
    const [second, third] = [reads.get("a", read), reads.get("a", read)];
    const fault = new Error("away");
    const refused = expect(first).rejects.toBe(fault);
    await end(1, fault);
    await refused;
    const bothRefused = Promise.all([expect(second).rejects.toBe(fault), expect(third).rejects.toBe(fault)]);
    const fourth = reads.get("a", read);
    await end(2, fault);
    await bothRefused;
    await end(3);
    expect(await fourth).toBe(3);
  });

  it("wait for none that does not end, longer than half a second", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const reads = new SharedReads<number>();
    const { read, end, begun } = heldReads();
    const stuck = reads.get("a", read);
    const waiting = reads.get("a", read);
    await vi.advanceTimersByTimeAsync(499);
    expect(begun()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(begun()).toBe(2);
    await end(2);
    expect(await waiting).toBe(2);
    const later = reads.get("a", read);
    await end(3);
    expect(await later).toBe(3);
    await end(1);
    expect(await stuck).toBe(1);
    const last = reads.get("a", read);
    await end(4);
    expect(await last).toBe(4);
  });
});
