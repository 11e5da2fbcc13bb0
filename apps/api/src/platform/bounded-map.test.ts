import fc from "fast-check";
import { expect, it } from "vitest";
import { BoundedMap } from "./bounded-map.ts";

const MOST = 4;

it("remembers the last keys that were set, with what was set last, and no more of them than it may", () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 7 }), value: fc.option(fc.integer(), { nil: null }) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const map = new BoundedMap<number, number>(MOST);
      let expected: [number, number][] = [];
      for (const { key, value } of steps) {
        expected = expected.filter(([other]) => other !== key);
        if (value === null) map.delete(key);
        else {
          map.set(key, value);
          expected = [...expected, [key, value] as [number, number]].slice(-MOST);
        }
      }
      const known = new Map(expected);
      for (let key = 0; key <= 7; key += 1) expect(map.get(key)).toBe(known.get(key));
    }),
  );
});
