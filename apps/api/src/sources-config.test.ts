import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EnvironmentReader } from "./environment-reader.ts";
import { readSourcesConfig } from "./sources-config.ts";
import { testConfig } from "./testing/billable-runs.ts";
import { usageSources } from "./usage-sources.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-sources-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

/** What a file with this text is read as, and its faults. */
async function read(document: unknown) {
  const file = join(folder, "sources.json");
  await writeFile(file, typeof document === "string" ? document : JSON.stringify(document));
  const env = new EnvironmentReader({ SOURCES_FILE: file });
  return { clusters: readSourcesConfig(env), faults: env.faults };
}

const rest = {
  kind: "slurmrestd",
  url: "https://slurm.example.org:6820",
  user: "purser",
  token: { file: "/run/token" },
};
const lotus = { name: "lotus", sources: [rest, { kind: "sacct" }, { kind: "file", path: "/var/spool/lotus.psv" }] };

describe("SOURCES_FILE", () => {
  it("names clusters and, in their order, their sources", async () => {
    const { clusters, faults } = await read({ clusters: [{ ...lotus, every_minutes: 10, since: "2026-01-01" }] });
    expect(faults).toEqual([]);
    const [made] = usageSources({ config: { ...testConfig(), sources: clusters }, now: () => new Date() });
    expect(made).toMatchObject({ cluster: "lotus", everySeconds: 600, overlapSeconds: 3_600, since: 1_767_225_600 });
    expect(made?.sources.map(({ kind }) => kind)).toEqual(["slurmrestd", "sacct", "file"]);
  });

  it("may be missing: then nothing is pulled", () => {
    const env = new EnvironmentReader({});
    expect([readSourcesConfig(env), env.faults]).toEqual([[], []]);
  });

  it.each([
    ["no JSON", "{", "must be a file of JSON"],
    ["an unknown word", { clusters: [{ ...lotus, password: "x" }] }, "/clusters/0"],
    [
      "a token in the text",
      { clusters: [{ name: "lotus", sources: [{ ...rest, token: "eyJsecret" }] }] },
      "/clusters/0/sources/0",
    ],
    [
      "a relative path",
      { clusters: [{ name: "lotus", sources: [{ kind: "file", path: "lotus.psv" }] }] },
      "/clusters/0/sources/0",
    ],
    [
      "a user without a token",
      { clusters: [{ name: "lotus", sources: [{ ...rest, token: undefined }] }] },
      "user without a token",
    ],
    [
      "no token over a network",
      { clusters: [{ name: "lotus", sources: [{ kind: "slurmrestd", url: rest.url }] }] },
      "has no token",
    ],
    [
      "half a client certificate",
      { clusters: [{ name: "lotus", sources: [{ ...rest, client_key_file: "/k" }] }] },
      "together",
    ],
    ["an unknown zone", { clusters: [{ ...lotus, time_zone: "Asia/Atlantis" }] }, "time_zone is unknown"],
    ["a day that is none", { clusters: [{ ...lotus, since: "2026-13-40" }] }, "since is no date"],
    ["one cluster twice", { clusters: [lotus, { ...lotus, name: "lotus" }] }, "one cluster twice"],
    ["no source", { clusters: [{ name: "lotus", sources: [] }] }, "/clusters/0/sources"],
  ])("is refused for %s, with the place and without a value", async (_what, document, expected) => {
    const { clusters, faults } = await read(document);
    expect(clusters).toEqual([]);
    expect(faults.join("\n")).toContain(expected);
    expect(faults.every((fault) => fault.startsWith("SOURCES_FILE: "))).toBe(true);
    expect(faults.join("\n")).not.toMatch(/eyJsecret|Atlantis|example\.org/);
  });
});
