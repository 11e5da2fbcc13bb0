import { describe, expect, it } from "vitest";
import { messages as en } from "../../locales/en.ts";
import { messages as th } from "../../locales/th.ts";
import { KNOWN_REASONS, waitReason } from "./wait-reason.ts";

describe("waitReason", () => {
  it.each([
    ["QOSMaxCpuPerUserLimit", "qos", "user", "cpu", false, "waits"],
    ["QOSGrpCPURunMinutesLimit", "qos", "group", "cpu", true, "waits"],
    ["QOSMaxWallDurationPerJobLimit", "qos", "job", "wall", false, "blocked"],
    ["QOSMaxSubmitJobPerUserLimit", "qos", "user", "submitted", false, "waits"],
    ["QOSMinCpuNotSatisfied", "qos", "least", "cpu", false, "blocked"],
    ["QOSMinGRES", "qos", "least", "gres", false, "blocked"],
    ["QOSMaxMemoryMinutesPerJob", "qos", "job", "memory", true, "blocked"],
    ["QOSMaxGRESPerNode", "qos", "node", "gres", false, "blocked"],
    ["MaxJobsPerAccount", "qos", "account", "jobs", false, "waits"],
    ["MaxSubmitJobsPerAccount", "qos", "account", "submitted", false, "waits"],
    ["AssocGrpNodeRunMinutes", "association", "group", "node", true, "waits"],
    ["AssocGrpUnknownMinutes", "association", "group", "other", true, "waits"],
    ["AssocMaxJobsLimit", "association", "group", "jobs", false, "waits"],
    ["AssocMaxLicensePerJob", "association", "job", "license", false, "blocked"],
    ["AssocGrpBillingMinutes", "association", "group", "billing", true, "waits"],
  ] as const)("reads %s as a limit", (word, ...[owner, party, resource, isTime, outlook]) => {
    expect(waitReason(word)).toEqual({ kind: "limit", limit: { owner, party, resource, isTime }, outlook });
  });

  it.each(["", "ANewReason", "QOSMax", "toString", "QOSMaxFpgaPerUser", "resources"])(
    "guesses nothing of %s",
    (word) => {
      expect(waitReason(word)).toEqual({ kind: "other" });
    },
  );

  it("has a text in both languages for every word it knows", () => {
    for (const { queue } of [en, th]) expect(Object.keys(queue.reason).sort()).toEqual([...KNOWN_REASONS].sort());
    expect(waitReason("DependencyNeverSatisfied")).toMatchObject({ kind: "known", outlook: "blocked" });
  });
});
