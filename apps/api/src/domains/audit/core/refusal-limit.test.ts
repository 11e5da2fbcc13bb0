import { describe, expect, it } from "vitest";
import { RefusalLimit } from "./refusal-limit.ts";

describe("RefusalLimit", () => {
  it("lets one of a kind through in ten minutes and then says how many it held back", () => {
    const limit = new RefusalLimit();
    expect(limit.admit("a", 0)).toBe(0);
    expect(limit.admit("b", 1)).toBe(0);
    for (let call = 0; call < 5; call += 1) expect(limit.admit("a", 599_999)).toBeNull();
    expect(limit.admit("a", 600_000)).toBe(5);
    expect(limit.admit("a", 1_200_000)).toBe(0);
  });

  it("lets sixty of all kinds through in a minute, whoever makes them", () => {
    const limit = new RefusalLimit();
    const admitted = (now: number) =>
      Array.from({ length: 1_000 }, (_, kind) => limit.admit(`${now} ${kind}`, now)).filter((each) => each !== null);
    expect(admitted(0)).toHaveLength(60);
    expect(admitted(59_999)).toHaveLength(0);
    expect(admitted(60_000)).toHaveLength(60);
  });

  it("remembers so many kinds and no more", () => {
    const limit = new RefusalLimit();
    for (let kind = 0; kind < 20_000; kind += 1) limit.admit(String(kind), kind * 1_000);
    expect(limit.admit("19999", 19_999_001)).toBeNull();
    expect(limit.admit("0", 20_100_000)).toBe(0);
  });
});
