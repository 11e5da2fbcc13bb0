import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureDemoPeople } from "../domains/identity/bootstrap-admin.ts";
import { systemContext } from "../platform/context.ts";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { checkAnswer } from "../testing/contract-check.ts";
import { comparable, readPdf, textOf } from "../testing/pdf-text.ts";

const RECORDED = readFileSync(new URL("../domains/usage/fixtures/sacct-steps.psv", import.meta.url));
const PASSWORD = "a-password-of-finance-9";

let app: ContractApp;
let address: string;

beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-12-05T03:00:00Z") });
  const person = { username: "fiona", displayName: "Fiona", roles: ["finance" as const], password: PASSWORD };
  await ensureDemoPeople(systemContext(app.ctx), [{ ...person, slurmUsers: [] }]);
  await app.server.listen({ host: "127.0.0.1", port: 0 });
  address = `http://127.0.0.1:${(app.server.server.address() as AddressInfo).port}`; // it listens on TCP
});

afterAll(async () => {
  expect(await brokenInvariants(app.database.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

/** One call as curl would make it; the answer is held against the contract. */
async function call(
  method: "GET" | "POST",
  path: string,
  request: { token?: string; type?: string; body?: string | Buffer } = {},
) {
  const { token, type, body } = request;
  const answer = await fetch(address + path, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(type && { "content-type": type }) },
    ...(body !== undefined && { body: new Uint8Array(Buffer.from(body)) }),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const headers = Object.fromEntries(answer.headers);
  checkAnswer({ method, url: path, status: answer.status, headers, body: bytes.toString("utf8") });
  return { status: answer.status, headers, bytes, json: () => JSON.parse(bytes.toString("utf8")) };
}

const json = (value: unknown) => ({ type: "application/json", body: JSON.stringify(value) });

describe("the main job by HTTP alone", () => {
  it("goes from a password to a Thai document, each step from the answer of the one before", async () => {
    const login = await call("POST", "/api/v1/auth/login", json({ username: "fiona", password: PASSWORD }));
    expect(login.status).toBe(200);
    const token: string = login.json().access_token;

    const upload = await call("POST", "/api/v1/usage/batches?time_zone=UTC", {
      token,
      type: "text/plain",
      body: RECORDED,
    });
    expect(upload.json()).toMatchObject({ runs_new: 168, steps_merged: 335, rejected: 0 });

    const runs = await call("GET", "/api/v1/runs?cluster=testbed&user=alice&state=failed&limit=500", { token });
    const first = runs.json().data.find((run: { display_id: string }) => run.display_id === "1");
    const charge = await call("GET", `/api/v1/runs/${first.run_id}/charge`, { token });
    // 77 s of two CPUs at 5 THB an hour and of 200 MiB at 2 THB a GiB-hour: 0.213889 + 0.008355, each rounded half up.
    expect(charge.json()).toMatchObject({ verdict: "charged", held_seconds: 77, total: "0.222244", currency: "THB" });

    const preview = await call("GET", "/api/v1/receipts/preview?month=2026-11", { token });
    const issued = await call("POST", "/api/v1/receipts", { token, ...json({ month: "2026-11" }) });
    expect(issued.status).toBe(201);
    expect(issued.json().issued).toBe(preview.json().data.length);

    const bill = issued.json().data.find((receipt: { account_code: string }) => receipt.account_code === "alice");
    const receipt = await call("GET", `/api/v1/receipts/${bill.id}`, { token });
    expect(receipt.json()).toMatchObject({ number: bill.number, status: "pending", total: bill.total });

    const pdf = await call("GET", `/api/v1/receipts/${bill.id}/pdf?lang=th`, { token });
    expect(pdf.headers["content-type"]).toBe("application/pdf");
    const text = textOf((await readPdf(pdf.bytes)).pages);
    for (const part of [bill.number, bill.total, "พ.ศ. 2569"]) expect(text).toContain(comparable(part));
  });

  it("is refused from its first step on without a password that is right", async () => {
    const login = await call("POST", "/api/v1/auth/login", json({ username: "fiona", password: "another" }));
    expect(login.status).toBe(401);
    const upload = await call("POST", "/api/v1/usage/batches", { type: "text/plain", body: "JobID" });
    expect(upload.status).toBe(401);
  });
});
