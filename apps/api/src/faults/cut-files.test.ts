import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { accountingText } from "./accounting-text.ts";
import { ingestText, TODAY } from "./money-steps.ts";

const RECORDED = readFileSync(new URL("../domains/usage/fixtures/sacct-steps.psv", import.meta.url));
const REFUSALS = ["INGEST_TRUNCATED", "INGEST_HEADER_MISSING", "INGEST_DELIMITER_UNKNOWN", "INGEST_COLUMN_MISSING"];
const NEWLINE = 10;

const counted = async (database: TestDatabase) => {
  const { rows } = await database.db.pool.query<{ batches: bigint; runs: bigint; rejects: bigint }>(
    `select (select count(*) from usage.batch) as batches, (select count(*) from jobs.run) as runs,
      (select count(*) from usage.reject) as rejects`,
  );
  return rows[0];
};

const NOTHING = { batches: 0n, runs: 0n, rejects: 0n };

async function refusalOf(database: TestDatabase, part: Buffer): Promise<string | undefined> {
  return await ingestText(database.db, part).then(
    () => undefined,
    (error: { code: string }) => error.code,
  );
}

/** The whole text, after whatever came before it, gives what it gives by itself. */
async function expectWhole(database: TestDatabase, whole: Buffer): Promise<void> {
  await ingestText(database.db, whole);
  expect(await contents(database)).toEqual(expected);
  expect(await brokenInvariants(database.db)).toEqual([]);
}

/** Everything that the text says of its runs and that they cost, in the order of their keys. */
async function contents(database: TestDatabase): Promise<unknown[]> {
  const { rows } = await database.db.pool.query(
    `select r.display_id, r.name, r.submitted_at, r.ended_at, r.raw_state, r.used_cpu_milliseconds, r.max_rss_kib,
       c.cpu_micros, c.gpu_micros, c.memory_micros, u.verdict
     from jobs.run r left join rating.charge c on c.run_id = r.run_id left join rating.uncharged u on u.run_id = r.run_id
     order by r.job_id, r.submitted_at`,
  );
  return rows;
}

let expected: unknown[];

beforeAll(async () => {
  await using database = await createTestDatabase();
  await ingestText(database.db, RECORDED);
  expected = await contents(database);
});

/** Byte offsets within lines: all over the text, and where a cut is most easily taken for an end. */
function offsets(): number[] {
  const even = Array.from({ length: 60 }, (_, index) => Math.floor(((index + 1) * RECORDED.length) / 61));
  const inCharacter = [...RECORDED.keys()].filter((at) => ((RECORDED[at] ?? 0) & 0xc0) === 0x80);
  const delimiter = RECORDED.lastIndexOf("|");
  const lastLine = RECORDED.lastIndexOf(NEWLINE, RECORDED.length - 2) + 1;
  const special = [1, 20, RECORDED.length - 1, lastLine + 1, delimiter, delimiter + 1];
  const all = new Set([...even, ...inCharacter.filter((_, index) => index % 9 === 0), ...special]);
  return [...all].filter((at) => RECORDED[at - 1] !== NEWLINE);
}

describe("a file that was cut off", () => {
  it("within a line is refused as a whole, and the whole file after it is as if it came first", async () => {
    await using database = await createTestDatabase();
    expect(offsets().length).toBeGreaterThan(60);
    for (const offset of offsets()) {
      expect(REFUSALS, `cut at ${offset}`).toContain(await refusalOf(database, RECORDED.subarray(0, offset)));
    }
    expect(await counted(database)).toEqual(NOTHING);
    await expectWhole(database, RECORDED);
  }, 60_000);

  it("at the end of a line gives its runs, and the longer file only what was missing", async () => {
    await using growing = await createTestDatabase();
    const ends = [...RECORDED.keys()].filter((at) => RECORDED[at] === NEWLINE);
    for (let index = 0; index < ends.length; index += 23) {
      const part = RECORDED.subarray(0, (ends[index] ?? 0) + 1);
      await refusalOf(growing, part); // a line that a name broke may end here: refused, and whole in the next
      if (index % 115 !== 0) continue;
      await using database = await createTestDatabase();
      await refusalOf(database, part);
      await expectWhole(database, RECORDED);
    }
    await expectWhole(growing, RECORDED);
  }, 60_000);

  it("in the middle of its compressed bytes is refused as a whole, wherever it was", async () => {
    await using database = await createTestDatabase();
    const packed = gzipSync(RECORDED);
    const even = Array.from({ length: 20 }, (_, index) => Math.floor(((index + 1) * packed.length) / 21));
    for (const offset of [3, 9, ...even, packed.length - 8, packed.length - 1]) {
      expect(await refusalOf(database, packed.subarray(0, offset))).toBe("INGEST_COMPRESSION_BROKEN");
    }
    expect(await counted(database)).toEqual(NOTHING);
    await expectWhole(database, packed);
  }, 60_000);
});

describe("an upload whose sender goes away", () => {
  let app: ContractApp;
  let port: number;

  beforeAll(async () => {
    app = await startContractApp({ now: () => TODAY });
    await app.server.listen({ host: "127.0.0.1", port: 0 });
    port = (app.server.server.address() as AddressInfo).port; // it listens on TCP
  });

  afterAll(async () => {
    await app[Symbol.asyncDispose]();
  });

  const head = (length: string) =>
    `POST /api/v1/usage/batches?time_zone=UTC HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n` +
    `Authorization: ${app.as.finance.headers.authorization}\r\n${length}\r\n\r\n`;

  /** Sends the head and a part of the body, waits until runs are being written, and hangs up. */
  async function abandon(length: string, body: readonly (string | Buffer)[], how: "end" | "reset"): Promise<void> {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(head(length));
    for (const piece of body) socket.write(piece);
    await sleep(300);
    if (how === "reset") socket.resetAndDestroy();
    else socket.destroy();
  }

  /** No transaction is open any more, so that what is there now is what will be there. */
  async function untilQuiet(): Promise<void> {
    for (let round = 0; round < 100; round += 1) {
      const { rows } = await app.database.db.pool.query<{ open: bigint }>(
        `select count(*) as open from pg_stat_activity
         where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
      );
      if (rows[0]?.open === 0n) return;
      await sleep(50);
    }
    throw new Error("a transaction stays open after its client has gone");
  }

  const manyRuns = accountingText(Array.from({ length: 10_000 }, (_, index) => ({ JobID: String(index + 1) })));

  it.each(["end", "reset"] as const)("in the middle of a stated length leaves nothing behind (%s)", async (how) => {
    await abandon(`Content-Length: ${manyRuns.length}`, [manyRuns.slice(0, -100)], how);
    await untilQuiet();
    expect(await counted(app.database)).toEqual(NOTHING);
  });

  it.each(["end", "reset"] as const)("in the middle of a chunked body leaves nothing behind (%s)", async (how) => {
    const size = `${manyRuns.length.toString(16)}\r\n`;
    await abandon("Transfer-Encoding: chunked", [size, manyRuns, "\r\n"], how);
    await untilQuiet();
    expect(await counted(app.database)).toEqual(NOTHING);
  });

  it("does not keep the next one from being taken whole", async () => {
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/usage/batches?time_zone=UTC",
      headers: { ...app.as.finance.headers, "content-type": "text/plain" },
      payload: manyRuns,
    });
    expect(answer.json()).toMatchObject({ runs_new: 10_000, rejected: 0 });
    expect(await brokenInvariants(app.database.db)).toEqual([]);
  });
});
