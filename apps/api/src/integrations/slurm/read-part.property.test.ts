import fc from "fast-check";
import { expect, it } from "vitest";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { never } from "../../testing/read-source.ts";
import { type Part, readPart, wholeParts } from "./read-part.ts";

const PATIENCE = { attempts: 2, firstDelayMs: 0, shortestWindowSeconds: 60 };
const FROM = 1_795_230_000;

it("takes every second once, in order, whatever is too much at once, or fails in the meantime", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40_000 }),
      fc.integer({ min: 61, max: 10_000 }),
      fc.array(fc.constantFrom("fine", "broken"), { maxLength: 30 }),
      async (length, atOnce, moments) => {
        const taken: (readonly [number, number])[] = [];
        const attempt = async ({ window: { from, to } }: Part) => {
          if (to - from > atOnce) throw new SourceError("SOURCE_ANSWER_TOO_LARGE");
          if (moments.shift() === "broken") throw new SourceError("SOURCE_SERVER_ERROR");
          taken.push([from, to]);
        };
        const part: Part = { coverage: "active", window: { from: FROM, to: FROM + length }, jobIds: [] };
        const ended = await readPart(part, attempt, PATIENCE, never()).then(
          () => true,
          (error: unknown) => {
            expect(error).toMatchObject({ code: "SOURCE_SERVER_ERROR" }); // twice in a row: no part of it is skipped
            return false;
          },
        );
        const edges = [FROM, ...taken.map(([, to]) => to)];
        for (const [index, [from]] of taken.entries()) expect(from).toBe(edges[index]);
        expect(edges.at(-1) === FROM + length).toBe(ended);
      },
    ),
    { numRuns: 200 },
  );
});

it("takes every run once, whatever is too much at once", async () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 0xffff_ffff }), { minLength: 1, maxLength: 700 });
  await fc.assert(
    fc.asyncProperty(ids, fc.integer({ min: 1, max: 300 }), async (jobIds, atOnce) => {
      const taken: number[] = [];
      const attempt = async (part: Part) => {
        if (part.jobIds.length > atOnce) throw new SourceError("SOURCE_TIMED_OUT");
        taken.push(...part.jobIds);
      };
      const parts = wholeParts(jobIds, { from: FROM, to: FROM + 60 });
      for (const part of parts) await readPart(part, attempt, PATIENCE, never());
      expect(taken).toEqual(jobIds.toSorted((a, b) => a - b));
    }),
    { numRuns: 100 },
  );
});
