import fc from "fast-check";
import { expect, it } from "vitest";
import { GroupedReads } from "./grouped-reads.ts";

it("reads what is asked for meanwhile in one statement, and each id once", async () => {
  const asked: (readonly string[])[] = [];
  const reads = new GroupedReads(async (ids) => {
    asked.push(ids);
    await new Promise(setImmediate);
    return new Map(ids.filter((id) => id !== "gone").map((id) => [id, `record ${id}`]));
  });
  const found = await Promise.all(["a", "B", "c", "b", "gone", "C"].map(async (id) => await reads.get(id)));
  expect(found).toEqual(["record a", "record b", "record c", "record b", undefined, "record c"]);
  expect(asked).toEqual([["a"], ["b", "c", "gone"]]);
});

it("answers nobody with what was read before they asked, whatever comes when", async () => {
  const step = fc.oneof(fc.constant("write" as const), fc.constant("read" as const));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.scheduler(), async (steps, scheduler) => {
      let version = 0;
      const reads = new GroupedReads(async () => {
        const read = version; // as a statement sees what was committed before it began
        await scheduler.schedule(Promise.resolve());
        return new Map([["a", read]]);
      });
      const calls = steps.map(async (each) => {
        await scheduler.schedule(Promise.resolve());
        if (each === "write") version += 1;
        else {
          const least = version;
          expect(await reads.get("a")).toBeGreaterThanOrEqual(least);
        }
      });
      await scheduler.waitFor(Promise.all(calls));
    }),
  );
});
