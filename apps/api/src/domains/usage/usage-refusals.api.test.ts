import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { rowCounts, sacctRun, sacctStep, sacctText, upload } from "../../testing/usage-api.ts";

const LIMIT = 200_000;

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z"), config: { maxUploadBytes: LIMIT } });
});
afterAll(async () => await app[Symbol.asyncDispose]());

const GOOD = sacctText(Array.from({ length: 50 }, (_, index) => sacctRun(index + 1)));

describe("a file that cannot be read as a whole", () => {
  it.each<[string, number, string | Buffer, Record<string, string>]>([
    ["INGEST_EMPTY", 422, "", {}],
    ["INGEST_EMPTY", 422, "\n\n", {}],
    ["INGEST_BINARY", 400, Buffer.concat([Buffer.from(GOOD), Buffer.from([0, 1, 2])]), {}],
    ["INGEST_HEADER_MISSING", 422, GOOD.slice(GOOD.indexOf("\n") + 1), {}],
    ["INGEST_DELIMITER_UNKNOWN", 422, GOOD.replaceAll("|", ","), {}],
    ["INGEST_COLUMN_MISSING", 422, sacctText([sacctRun(1)], { without: ["User", "AllocTRES"] }), {}],
    ["INGEST_COLUMN_DUPLICATE", 422, GOOD.replace("|JobName", "|User"), {}],
    ["INGEST_TRUNCATED", 400, GOOD.slice(0, -1), {}],
    ["INGEST_TRUNCATED", 400, GOOD.slice(0, -30), {}],
    ["INGEST_CLUSTER_MISSING", 422, sacctText([sacctRun(1)], { without: ["Cluster"] }), {}],
    ["INGEST_TIME_ZONE_UNKNOWN", 422, GOOD, { time_zone: "Asia/Nowhere" }],
    ["INGEST_COMPRESSION_BROKEN", 400, gzipSync(GOOD).subarray(0, -20), {}],
    ["INGEST_COMPRESSION_BROKEN", 400, Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), {}],
    ["INGEST_TOO_LARGE", 413, gzipSync(GOOD + `${"x".repeat(999)}\n`.repeat(LIMIT / 1000)), {}],
  ])("is refused with %s (%i) and leaves nothing behind", async (code, status, body, query) => {
    const before = await rowCounts(app);
    const response = await upload(app, body, { query });
    expect([response.statusCode, response.json().error.code]).toEqual([status, code]);
    expect(response.json().error.message).not.toBe("");
    expect(await rowCounts(app)).toEqual(before);
  });

  it("names the missing columns, in both languages", async () => {
    const body = sacctText([sacctRun(1)], { without: ["User", "AllocTRES"] });
    const english = await upload(app, body);
    const thai = await upload(app, body, { headers: { "accept-language": "th" } });
    expect(english.json().error.message).toBe("Columns are missing: User, AllocTRES.");
    expect(thai.json().error.message).toBe("ขาดคอลัมน์ User, AllocTRES");
  });

  it("is refused where the body passes the limit, before it is read to its end", async () => {
    const response = await upload(app, GOOD + `${"x".repeat(999)}\n`.repeat(LIMIT / 1000));
    expect(response.statusCode).toBe(413);
  });

  it("refuses a body of another type, and an unknown parameter", async () => {
    const json = await upload(app, "{}", { headers: { "content-type": "application/json" } });
    expect([json.statusCode, json.json().error.code]).toEqual([415, "MEDIA_TYPE_UNSUPPORTED"]);
    expect((await upload(app, GOOD, { query: { zone: "UTC" } })).statusCode).toBe(422);
  });
});

describe("who may upload", () => {
  it.each(["user", "auditor"] as const)("does not take a file from a %s", async (role) => {
    const before = await rowCounts(app);
    const response = await upload(app, GOOD, { as: app.as[role] });
    expect([response.statusCode, response.json().error.code]).toEqual([403, "FORBIDDEN"]);
    // That it was tried is remembered, and nothing else.
    expect(await rowCounts(app)).toEqual({ ...before, "audit.record": (before["audit.record"] ?? 0) + 1 });
  });

  it("does not take a file from nobody", async () => {
    const response = await app.inject({
      method: "POST",
      url: "/api/v1/usage/batches",
      headers: { "content-type": "text/plain" },
      payload: GOOD,
    });
    expect(response.statusCode).toBe(401);
  });
});

describe("lines that cannot be read", () => {
  const BAD = sacctText([
    sacctRun(900),
    sacctRun(901, { Submit: "yesterday" }),
    sacctRun(902, { End: "2026-03-01T00:30:00" }),
    sacctStep(903, "batch"),
    sacctRun(904, { AllocTRES: "cpu=many" }),
    sacctRun(905, { User: "" }),
  ]);
  const LINES = [3, 4, 5, 6, 7];

  async function rejectsOf(id: string, query = "", language = "en") {
    const headers = { ...app.as.auditor.headers, "accept-language": language };
    return await app.inject({ url: `/api/v1/usage/batches/${id}/rejects${query}`, headers });
  }

  it("are listed with their line, their reason in either language, and their text", async () => {
    const batch = (await upload(app, BAD)).json();
    expect(batch).toMatchObject({ runs_new: 1, rejected: 5, lines_read: 6 });
    const { data } = (await rejectsOf(batch.id)).json();
    const physical = BAD.split("\n");
    expect(data).toEqual([
      expect.objectContaining({
        line_number: 3,
        reason: "TIME_INVALID",
        field: "Submit",
        message: "A time cannot be read.",
      }),
      expect.objectContaining({ line_number: 4, reason: "END_BEFORE_START", field: "End" }),
      expect.objectContaining({ line_number: 5, reason: "STEP_WITHOUT_RUN", field: "JobIDRaw" }),
      expect.objectContaining({ line_number: 6, reason: "TRES_INVALID", field: "AllocTRES" }),
      expect.objectContaining({ line_number: 7, reason: "USER_MISSING", field: "User" }),
    ]);
    expect(data.map((reject: { raw: string }) => reject.raw)).toEqual(LINES.map((line) => physical[line - 1]));
    const thai = (await rejectsOf(batch.id, "", "th")).json().data;
    expect(thai.map((reject: { message: string }) => reject.message)).toEqual([
      "อ่านค่าเวลาไม่ได้",
      "เวลาสิ้นสุดอยู่ก่อนเวลาเริ่ม",
      "ขั้นตอนย่อยนี้ไม่มีงานที่รันที่เกี่ยวข้องในระบบ",
      "อ่านรายการทรัพยากร (TRES) ไม่ได้",
      "ไม่มีชื่อผู้ใช้",
    ]);
  });

  it("are paged in their order, and belong to a batch that is there", async () => {
    const { id } = (await upload(app, BAD)).json();
    const seen: number[] = [];
    for (let query = "?limit=2"; query !== ""; ) {
      const { data, next_cursor } = (await rejectsOf(id, query)).json();
      seen.push(...data.map((reject: { line_number: number }) => reject.line_number));
      query = next_cursor === null ? "" : `?limit=2&cursor=${next_cursor}`;
    }
    expect(seen).toEqual(LINES);
    expect((await rejectsOf("019a0000-0000-7000-8000-00000000dead")).statusCode).toBe(404);
    expect((await rejectsOf(id, "?page=2")).statusCode).toBe(422);
  });

  it.each(["rubbish", '["abc"]', "[1.5]", "[-1]", "[1e300]", "[9007199254740993]", '["1"]', "[1,2]", "{}"])(
    "refuse the cursor %s as malformed",
    async (key) => {
      const { id } = (await upload(app, BAD)).json();
      const response = await rejectsOf(id, `?cursor=${Buffer.from(key).toString("base64url")}`);
      expect([response.statusCode, response.json().error.code]).toEqual([400, "CURSOR_INVALID"]);
    },
  );
});

describe("an upload with an Idempotency-Key", () => {
  const headers = { "idempotency-key": "upload-of-march-2026" };

  it("returns the first answer again without reading on, and refuses another request", async () => {
    const text = sacctText([sacctRun(700)]);
    const first = await upload(app, text, { headers });
    const counts = await rowCounts(app);
    const second = await upload(app, text, { headers });
    expect(second.statusCode).toBe(201);
    expect(second.body).toBe(first.body);
    expect(await rowCounts(app)).toEqual(counts);
    const other = await upload(app, text, { headers, query: { cluster: "elsewhere" } });
    expect([other.statusCode, other.json().error.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
  });

  it("leaves the key free where the upload was refused", async () => {
    const own = { "idempotency-key": "upload-that-was-broken" };
    const broken = await upload(app, GOOD.slice(0, -5), { headers: own });
    expect(broken.statusCode).toBe(400);
    expect((await upload(app, GOOD, { headers: own })).statusCode).toBe(201);
  });
});

describe("an upload over a socket", () => {
  let address = "";
  beforeAll(async () => {
    address = await app.server.listen({ host: "127.0.0.1", port: 0 });
  });

  /** Several megabytes that end in an error, or would: more than any buffer on the way holds. */
  async function send(
    head: string,
    headers: Record<string, string>,
  ): Promise<{ status: number; code: string; id: string }> {
    const rest = `${"x".repeat(65_535)}\n`;
    async function* body() {
      yield Buffer.from(head);
      for (let piece = 0; piece < 64; piece += 1) yield Buffer.from(rest);
    }
    const response = await fetch(`${address}/api/v1/usage/batches`, {
      method: "POST",
      headers: { "content-type": "text/plain", ...app.as.finance.headers, ...headers },
      body: ReadableStream.from(body()),
      duplex: "half",
    } as RequestInit);
    const answer = (await response.json()) as { id?: string; error?: { code: string } };
    return { status: response.status, code: answer.error?.code ?? "", id: answer.id ?? "" };
  }

  it("answers a refusal while the rest is still coming, and the connection serves on", async () => {
    expect(await send("no header at all\n", {})).toMatchObject({ status: 422, code: "INGEST_HEADER_MISSING" });
    expect(await send(GOOD, {})).toMatchObject({ status: 413, code: "INGEST_TOO_LARGE" });
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it("answers a repeated key while the rest is still coming", async () => {
    const headers = { "idempotency-key": "upload-over-a-socket" };
    const first = (await upload(app, sacctText([sacctRun(800)]), { headers })).json();
    expect(await send(GOOD, headers)).toMatchObject({ status: 201, id: first.id });
  });

  it("keeps nothing of an upload that the caller breaks off", async () => {
    const before = await rowCounts(app);
    const { hostname, port } = new URL(address);
    const { connect } = await import("node:net");
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(
      `POST /api/v1/usage/batches HTTP/1.1\r\nhost: purser\r\ncontent-type: text/plain\r\nauthorization: ${app.as.finance.headers.authorization}\r\ncontent-length: ${GOOD.length * 2}\r\n\r\n${GOOD}`,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    socket.destroy();
    await expect.poll(async () => app.ctx.db.pool.totalCount - app.ctx.db.pool.idleCount, { timeout: 5_000 }).toBe(0);
    expect(await rowCounts(app)).toEqual(before);
  });
});
