import { describe, expect, it } from "vitest";
import { changedFields } from "./run-change.ts";

describe("changedFields", () => {
  it("names what differs, and nothing else", () => {
    const before = { allocated_cpus: "2", name: "job", exit_code: null, energy_joules: "9007199254740993" };
    const after = { allocated_cpus: "4", name: "job", exit_code: "1", energy_joules: "9007199254740995" };
    expect(changedFields(before, after)).toEqual([
      { field: "allocated_cpus", before: "2", after: "4" },
      { field: "energy_joules", before: "9007199254740993", after: "9007199254740995" },
      { field: "exit_code", before: null, after: "1" },
    ]);
    expect(changedFields(after, after)).toEqual([]);
  });

  it("takes one instant written in two zones for the same, and writes it in UTC", () => {
    const before = { started_at: "2026-03-01T08:00:00+07:00", ended_at: null };
    expect(changedFields(before, { started_at: "2026-03-01T01:00:00+00:00", ended_at: null })).toEqual([]);
    expect(
      changedFields(before, { started_at: "2026-03-01T01:00:00+00:00", ended_at: "2026-03-01T09:00:00+07:00" }),
    ).toEqual([{ field: "ended_at", before: null, after: "2026-03-01T02:00:00.000Z" }]);
  });

  it("says nothing of what the row is kept by and of samples", () => {
    const run = { run_id: "a", batch_id: "b", content_hash: "c", user_label: "1", cluster_id: "1", sample_count: "0" };
    const other = {
      run_id: "A",
      batch_id: "B",
      content_hash: "C",
      user_label: "2",
      cluster_id: "2",
      sample_count: "9",
    };
    expect(changedFields({ ...run, gpu_percent_avg: null }, { ...other, gpu_percent_avg: "4.5" })).toEqual([]);
  });
});
