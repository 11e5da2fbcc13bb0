import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../platform/context.ts";
import { type EventReader, readEvents } from "../../testing/event-stream.ts";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";
import { sampleAt } from "../../testing/samples-api.ts";
import { signInAs } from "../../testing/tokens.ts";
import { createServiceToken } from "../identity/create-api-token.ts";

let events: EventsApp;
let address = "";
const open: EventReader[] = [];
beforeAll(async () => {
  events = await startEventsApp();
  address = await events.app.server.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(async () => {
  for (const stream of open.splice(0)) await stream[Symbol.asyncDispose]();
});
afterAll(async () => await events[Symbol.asyncDispose]());

async function follow(headers: Readonly<Record<string, string>>, query = ""): Promise<EventReader> {
  const stream = await readEvents(`${address}/api/v1/live/stream${query}`, headers);
  open.push(stream);
  return stream;
}

const started = async (jobId: number, body: object = {}) =>
  (await events.start({ job_id: jobId, node_list: ["c1"], submit_time: "2026-11-20T09:59:00Z", ...body })).json()
    .run_id;
const finished = async (jobId: number, body: object = {}) =>
  await events.finish({ job_id: jobId, submit_time: "2026-11-20T09:59:00Z", ...body });

describe("streamLiveRuns", () => {
  it("tells the whole picture first, and then who starts, what is sampled and who ends", async () => {
    const { headers } = events.app.as.auditor;
    const first = await started(1);
    const stream = await follow(headers);
    expect(stream.status).toBe(200);
    expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const picture = await stream.next();
    expect(picture).toMatchObject({ whole: true, total: 1, gone: [] });
    expect(picture.runs).toMatchObject([{ run_id: first, state: "running", allocated_cpus: 8, latest: null }]);

    const second = await started(2, { user: "malee" });
    expect(await stream.next(2_500)).toMatchObject({ whole: false, total: 2, runs: [{ run_id: second }], gone: [] });

    const samples = ["c1", "c2"].map((node) => ({
      ...sampleAt(second, 0),
      ...{ node, timestamp: "2026-11-20T10:01:00Z", cpu_percent: node === "c1" ? 40 : 60, memory_mib: 100.5 },
    }));
    const pushed = { method: "POST" as const, url: "/api/v1/samples", payload: { samples } };
    expect((await events.app.inject({ ...pushed, headers: events.app.as.center_admin.headers })).json()).toMatchObject({
      accepted: 2,
    });
    const { runs } = await stream.next();
    expect(runs).toMatchObject([
      { run_id: second, latest: { at: "2026-11-20T10:01:00Z", cpu_percent: 50, memory_mib: 201, gpu_percent: null } },
    ]);

    await finished(1, { final_state: "TIMEOUT" });
    expect(await stream.next(2_500)).toMatchObject({ total: 1, runs: [], gone: [{ run_id: first, state: "failed" }] });
    await finished(2);
    expect(await stream.next(2_500)).toMatchObject({ total: 0, gone: [{ run_id: second, state: "completed" }] });
  });

  it("tells a user of their own runs only, whatever they ask for", async () => {
    const own = await signInAs(events.app.ctx, "user", { username: "bob", slurmUsers: ["bob"] });
    const streams = [await follow(own.headers), await follow(own.headers, "?user=akara")];
    for (const stream of streams) expect(await stream.next()).toMatchObject({ whole: true, total: 0, runs: [] });
    await started(11);
    const mine = await started(12, { user: "bob" });
    expect(await streams[0]?.next()).toMatchObject({ total: 1, runs: [{ run_id: mine }] });
    await finished(11);
    await finished(12);
    expect(await streams[0]?.next()).toMatchObject({ total: 0, runs: [], gone: [{ run_id: mine }] });
    await expect(streams[1]?.next(1)).rejects.toThrow("no news");
  });

  it("tells of one cluster, user, node or partition where that is asked for", async () => {
    const [here, there] = [await started(21, { partition: "night" }), await started(22, { node_list: ["z9"] })];
    const { headers } = events.app.as.auditor;
    const told = async (query: string) => {
      const body = await (await fetch(`${address}/api/v1/live/stream?seconds=0&${query}`, { headers })).text();
      return JSON.parse(/data: (.*)/.exec(body)?.[1] ?? "")
        .runs.map((run: { run_id: string }) => run.run_id)
        .sort();
    };
    expect(await told("")).toEqual([here, there].sort());
    expect(await told("partition=night")).toEqual([here]);
    expect(await told("node=z9")).toEqual([there]);
    expect(await told("cluster=lotus&user=akara")).toEqual([here, there].sort());
    expect(await told("user=nobody")).toEqual([]);
    expect(await told("cluster=elsewhere")).toEqual([]);
    for (const id of [21, 22]) await finished(id);
  });

  it("lets in nobody without a token, without the scope, or who has eight of them (X25)", async () => {
    expect((await follow({})).status).toBe(401);
    expect((await follow({ authorization: "Bearer x" })).status).toBe(401);
    const other = { name: "other", scopes: ["samples:write"], days: 1, allowedAddresses: [] };
    const service = { ...other, role: "center_admin" as const, slurmUsers: [] };
    const { text } = await createServiceToken(systemContext(events.app.ctx), service);
    expect((await follow({ authorization: `Bearer ${text}` })).status).toBe(403);

    const { headers } = events.app.as.finance;
    for (let count = 0; count < 8; count += 1) expect((await follow(headers)).status).toBe(200);
    const ninth = await follow(headers);
    expect([ninth.status, ninth.headers.get("retry-after")]).toEqual([429, "15"]);
    expect((await follow(events.app.as.auditor.headers)).status).toBe(200);
  });

  it("ends within seconds when the token is revoked", async () => {
    const wish = { name: "screen", scopes: ["jobs:read"], days: 1, allowedAddresses: [] };
    const service = { ...wish, role: "auditor" as const, slurmUsers: [] };
    const { token, text } = await createServiceToken(systemContext(events.app.ctx), service);
    const stream = await follow({ authorization: `Bearer ${text}` });
    await stream.next();
    const begun = performance.now();
    const { headers } = events.app.as.center_admin;
    const revoke = { method: "POST" as const, url: `/api/v1/api-tokens/${token.id}/revoke` };
    expect((await events.app.inject({ ...revoke, headers })).statusCode).toBeLessThan(300);
    await stream.ended;
    expect(performance.now() - begun).toBeLessThan(10_000);
  }, 15_000);

  it("says how well a run used what it was given, by its samples and until now", async () => {
    const runId = await started(31, { node_list: ["c[1-2]"] });
    const timestamp = "2026-11-20T10:01:00Z";
    const sample = { run_id: runId, timestamp, cpu_percent: 25, memory_mib: 2_048, gpu_percent: 10 };
    const payload = {
      samples: [
        { ...sample, node: "c1" },
        { ...sample, node: "c2", cpu_percent: 75 },
      ],
    };
    const { headers } = events.app.as.center_admin;
    await events.app.inject({ method: "POST", url: "/api/v1/samples", headers, payload });
    await finished(31, { timestamp: "2026-11-20T12:00:00Z" });
    const { auditor } = events.app.as;
    const answer = await events.app.inject({ url: `/api/v1/jobs/${runId}/efficiency`, headers: auditor.headers });
    expect(answer.json()).toEqual({
      ...{ run_id: runId, held_seconds: 7_200, node_count: 2, sampled_nodes: 2 },
      cpu: { source: "samples", percent: 50, given_hours: 16, unused_hours: 8 },
      memory: { source: "samples", percent: 25, given_hours: 32, unused_hours: 24, high_water_mib: 4_096 },
      gpu: { source: "samples", percent: 10, given_hours: 4, unused_hours: 3.6 },
    });
  });

  it("does not hold up the end of the program", async () => {
    const stream = await follow(events.app.as.auditor.headers);
    await stream.next();
    await events.app.server.close();
    await stream.ended;
    await expect(stream.next(1)).rejects.toThrow("the stream has ended");
  });
});
