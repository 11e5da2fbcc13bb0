import { describe, expect, it } from "vitest";
import { EnvironmentReader } from "./environment-reader.ts";
import { readSamplesConfig } from "./samples-config.ts";

describe("for how long samples are kept", () => {
  const read = (env: Record<string, string>) => {
    const reader = new EnvironmentReader(env);
    return { ...readSamplesConfig(reader), faults: reader.faults };
  };

  it("is a week without roll-ups, where nobody says otherwise", () => {
    expect(read({})).toEqual({ retentionDays: 7, rollupDays: 0, faults: [] });
    expect(read({ METRICS_RETENTION_DAYS: "30", METRICS_ROLLUP_DAYS: "400" })).toMatchObject({
      rollupDays: 400,
      faults: [],
    });
  });

  it("is refused where roll-ups would go before the samples, or nothing would be kept", () => {
    expect(read({ METRICS_ROLLUP_DAYS: "7" }).faults).toEqual([expect.stringMatching(/^METRICS_ROLLUP_DAYS/)]);
    expect(read({ METRICS_RETENTION_DAYS: "0" }).faults).toEqual([expect.stringMatching(/^METRICS_RETENTION_DAYS/)]);
  });
});
