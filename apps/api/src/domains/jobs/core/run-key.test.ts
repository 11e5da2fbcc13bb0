import fc from "fast-check";
import { v5 } from "uuid";
import { describe, expect, it } from "vitest";
import { RUN_NAMESPACE, type RunIdentity, runId, runKey } from "./run-key.ts";

const identity: fc.Arbitrary<RunIdentity> = fc.record({
  cluster: fc.string({ maxLength: 6 }),
  sluid: fc.option(fc.string({ minLength: 1, maxLength: 6 })),
  jobId: fc.nat(),
  submittedAt: fc.nat(),
});
const identifying = ({ cluster, sluid, jobId, submittedAt }: RunIdentity) =>
  JSON.stringify(sluid === null ? [cluster, jobId, submittedAt] : [cluster, { sluid }]);

describe("the key of a run", () => {
  it("is alike exactly for the same run", () => {
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        expect(runKey(a) === runKey(b)).toBe(identifying(a) === identifying(b));
      }),
    );
  });

  it("does not confuse clusters whose names run into what follows", () => {
    const keys = ["a", "a:1", "a:1:2", "1:a"].map((cluster) =>
      runKey({ cluster, sluid: null, jobId: 1, submittedAt: 2 }),
    );
    expect(new Set(keys).size).toBe(4);
  });

  it("tells the runs of a requeued job apart", () => {
    const at = (submittedAt: number) => runKey({ cluster: "a", sluid: null, jobId: 7, submittedAt });
    expect(at(1)).not.toBe(at(2));
  });

  it("makes the UUIDv5 that every other implementation makes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (key) => {
        expect(runId(key)).toBe(v5(key, RUN_NAMESPACE));
      }),
    );
  });
});
