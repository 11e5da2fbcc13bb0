import { afterEach, describe, expect, it } from "vitest";
import {
  type FakeSlurmrestd,
  type Respond,
  sendJson,
  sendText,
  startFakeSlurmrestd,
} from "../../testing/fake-slurmrestd.ts";
import { never } from "../../testing/read-source.ts";
import { recordedJson } from "../../testing/recordings.ts";
import { slurmrestdSettings } from "../../testing/slurmrestd-settings.ts";
import type { SlurmrestdSettings } from "./slurmrestd-client.ts";
import { LIVE_LIMITS, SlurmrestdLive } from "./slurmrestd-live.ts";

const fakes: AsyncDisposable[] = [];
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake[Symbol.asyncDispose]();
});

const bytes = (body: Buffer | string): Respond => {
  return (_, response) => response.writeHead(200, { "content-type": "application/json" }).end(body);
};
const recorded = (version: number, thing: string) => bytes(recordedJson(`live-22.05-v0.0.${version}-${thing}`));
const testbed = (version: number) => ({
  nodes: recorded(version, "nodes"),
  partitions: recorded(version, "partitions"),
  jobs: recorded(version, "jobs"),
});

async function fakeOf(versions: readonly number[], live: FakeSlurmrestd["live"]): Promise<FakeSlurmrestd> {
  const fake = await startFakeSlurmrestd({ versions, tokens: ["t0ken"] });
  fakes.push(fake);
  fake.live = live;
  return fake;
}

const liveOf = ({ url }: FakeSlurmrestd, changes: Partial<SlurmrestdSettings> = {}) =>
  new SlurmrestdLive(slurmrestdSettings(url, { limits: LIVE_LIMITS, ...changes }), () => new Date());
const look = async (live: SlurmrestdLive) => {
  const answer = await live.look(never());
  return "picture" in answer ? answer.picture : answer.failure;
};

describe("a picture", () => {
  it("is taken through the newest version of both sides, asking for nothing but the three lists", async () => {
    const fake = await fakeOf([36, 37, 38], testbed(38));
    const picture = await look(liveOf(fake));
    expect(picture).toMatchObject({ slurmVersion: "22.05.8", apiVersion: "v0.0.38", leftOut: 0 });
    expect(picture).toMatchObject({ nodes: { length: 4 }, partitions: { length: 4 }, queuedJobs: { length: 5 } });
    expect(fake.requests.map(({ path }) => path)).toEqual([
      ...["/openapi/v3", "/slurm/v0.0.38/nodes", "/slurm/v0.0.38/partitions", "/slurm/v0.0.38/jobs"],
    ]);
  });

  it("is taken through another version where the server has the first one no longer", async () => {
    const fake = await fakeOf([37], testbed(37));
    const live = liveOf(fake);
    await look(live);
    fake.versions = [38];
    fake.live = testbed(38);
    expect(await look(live)).toMatchObject({ apiVersion: "v0.0.38", queuedJobs: { length: 5 } });
  });

  it("leaves out what cannot be read, and what is twice the same", async () => {
    const job = { job_id: 7, job_state: ["PENDING"], submit_time: 1_780_000_000, cluster: "testbed" };
    const jobs = [job, { ...job, name: "twin" }, { ...job, job_id: 8, submit_time: "soon" }, "no job"];
    const nodes = [{ name: "c1", state: ["IDLE"] }, { name: "", state: ["IDLE"] }, 5];
    const fake = await fakeOf([42], {
      nodes: (_, response) => sendJson(response, { nodes, errors: [] }),
      partitions: (_, response) => sendJson(response, { partitions: [], errors: [] }),
      jobs: (_, response) => sendJson(response, { jobs, errors: [] }),
    });
    const picture = await look(liveOf(fake));
    expect(picture).toMatchObject({ leftOut: 4, nodes: [{ name: "c1" }], queuedJobs: [{ job_id: 7, name: "" }] });
  });

  it("takes names that are no UTF-8", async () => {
    const job = Buffer.from(
      '{"job_id":7,"job_state":"PENDING","submit_time":5,"name":"bad \xff\xfe","cluster":"testbed"}',
      "latin1",
    );
    const body = Buffer.concat([Buffer.from('{"errors":[],"jobs":['), job, Buffer.from("]}")]);
    const fake = await fakeOf([38], { ...testbed(38), jobs: bytes(body) });
    expect(await look(liveOf(fake))).toMatchObject({ queuedJobs: [{ name: "bad \ufffd\ufffd" }] });
  });
});

describe("what is no picture", () => {
  const refused: Respond = (_, response) =>
    sendJson(response, { errors: [{ error_number: 2002, error: "Access denied" }], jobs: [], nodes: [] });
  const LIVE = testbed(38);

  it.each([
    ["no document of the API", { nodes: bytes("<html>") }, "SOURCE_ANSWER_UNREADABLE"],
    ["nodes that are none", { nodes: bytes('{"nodes":{}}') }, "SOURCE_ANSWER_UNREADABLE"],
    ["nodes that are refused", { nodes: refused }, "SOURCE_ACCESS_DENIED"],
    ["jobs that are refused", { jobs: refused }, "SOURCE_ACCESS_DENIED"],
    [
      "an error that Slurm gives no meaning",
      { jobs: bytes('{"errors":[{"error":"x"}],"jobs":[]}') },
      "SOURCE_REQUEST_REFUSED",
    ],
    ["jobs that break off", { jobs: bytes('{"errors":[],"jobs":[{"job_id":7') }, "SOURCE_CONNECTION_LOST"],
    ["jobs that are no JSON", { jobs: bytes('{"errors":[],"jobs":[{nope}]}') }, "SOURCE_ANSWER_UNREADABLE"],
    ["a server that fails", { nodes: (_, response) => sendText(response, 500, "oops") }, "SOURCE_SERVER_ERROR"],
  ] satisfies [string, Record<string, Respond>, string][])("is %s", async (_what, wrong, code) => {
    expect(await look(liveOf(await fakeOf([38], { ...LIVE, ...wrong })))).toMatchObject({ code });
  });

  it("is the answer to a stranger, and holds nothing of the token", async () => {
    const login = { how: "user-token", user: "slurmobs", token: { from: "value", token: "canary-token" } } as const;
    const failure = await look(liveOf(await fakeOf([38], LIVE), { login }));
    expect(failure).toMatchObject({ code: "SOURCE_TOKEN_REFUSED" });
    expect(JSON.stringify(failure)).not.toContain("canary-token");
  });

  it("is a server without a running cluster behind it", async () => {
    expect(await look(liveOf(await fakeOf([38], null)))).toEqual({ code: "SOURCE_VERSION_UNKNOWN", facts: {} });
  });

  it("is a server of another cluster, as its jobs or its own words say", async () => {
    expect(await look(liveOf(await fakeOf([38], LIVE), { cluster: "other" }))).toMatchObject({
      code: "SOURCE_CLUSTER_UNKNOWN",
    });
    const meta = { slurm: { cluster: "hpc" } };
    const nodes: Respond = (_, response) => sendJson(response, { nodes: [], errors: [], meta });
    const fake = await fakeOf([42], { ...LIVE, nodes });
    expect(await look(liveOf(fake, { cluster: "testbed" }))).toMatchObject({ code: "SOURCE_CLUSTER_UNKNOWN" });
    expect(fake.requests).toHaveLength(2);
    expect(await look(liveOf(await fakeOf([38], LIVE), { cluster: "TESTBED" }))).toMatchObject({
      nodes: { length: 4 },
    });
  });

  it("is a look that is ended, which is no failure of the source", async () => {
    const live = liveOf(await fakeOf([38], { ...LIVE, nodes: () => undefined }));
    await expect(live.look(AbortSignal.timeout(50))).rejects.toThrow("aborted");
  });
});
