import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeptFigures } from "./kept-figures.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** Figures that say how often they were read. */
function counted(fail: () => boolean = () => false, hasChanged?: () => Promise<boolean>) {
  let reads = 0;
  const errors: unknown[] = [];
  const kept = new KeptFigures({
    read: async () => {
      reads += 1;
      if (fail()) throw new Error("no database");
      return `reading ${reads}`;
    },
    ...(hasChanged && { hasChanged }),
    onError: (error) => errors.push(error),
  });
  return { kept, reads: () => reads, errors };
}

describe("kept figures", () => {
  it("are read each five seconds, however often they are asked for", async () => {
    const { kept, reads } = counted();
    for (let i = 0; i < 100; i += 1) expect(String(await kept.current())).toBe("reading 1");
    await vi.advanceTimersByTimeAsync(4_500);
    expect(reads()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(String(await kept.current())).toBe("reading 2");
    await kept[Symbol.asyncDispose]();
  });

  it("are read within a second of a change", async () => {
    let changed = false;
    const { kept } = counted(
      () => false,
      async () => changed,
    );
    await kept.current();
    changed = true;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(String(await kept.current())).toBe("reading 2");
    await kept[Symbol.asyncDispose]();
  });

  it("are not read where nobody collects them, and read anew for who comes back", async () => {
    const { kept, reads } = counted();
    expect(reads()).toBe(0);
    await kept.current();
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    const after = reads();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(reads()).toBe(after);
    expect(String(await kept.current())).toBe(`reading ${after + 1}`);
    await kept[Symbol.asyncDispose]();
  });

  it("are gone once they could not be read for half a minute, and back with the next reading", async () => {
    let isAway = false;
    const { kept, errors } = counted(() => isAway);
    await kept.current();
    isAway = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(String(await kept.current())).toBe("reading 1");
    await vi.advanceTimersByTimeAsync(20_000);
    const gone = kept.current();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(String(await gone)).toBe("");
    expect(errors.length).toBeGreaterThan(0);
    isAway = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(String(await kept.current())).toMatch(/reading/);
    await kept[Symbol.asyncDispose]();
  });

  it("keep no scrape waiting for a database that does not answer", async () => {
    const kept = new KeptFigures({ read: async () => await new Promise(() => {}), onError: () => {} });
    const first = kept.current();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(String(await first)).toBe("");
  });
});
