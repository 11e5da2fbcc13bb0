import { EventEmitter } from "node:events";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { type EndedStatement, timeStatements } from "./statement-timing.ts";

/** A connection that answers as a test says, and what is noted of it. */
function timed(answer: (...args: unknown[]) => unknown) {
  const ended: EndedStatement[] = [];
  const client = { query: answer } as unknown as pg.ClientBase; // all of it that is used
  timeStatements(client, (statement) => ended.push(statement));
  const query = client.query.bind(client) as (...args: unknown[]) => unknown; // one signature for pg's many overloads
  return { query, ended };
}

describe("a statement is noted", () => {
  it("when its promise ends, which its caller gets as it is", async () => {
    const failure = new Error("no");
    const { query, ended } = timed(async (text) => {
      if (text === "begin") throw failure;
      return "rows";
    });
    await expect(query("  select 1")).resolves.toBe("rows");
    await expect(query("begin")).rejects.toBe(failure);
    expect(ended).toEqual([
      { operation: "select", seconds: expect.any(Number), error: null },
      { operation: "begin", seconds: expect.any(Number), error: failure },
    ]);
  });

  it("when its callback is called, as the pool calls it", () => {
    const { query, ended } = timed((_text, _values, done) =>
      (done as (error: unknown, rows: string) => void)(null, "rows"),
    );
    const heard: unknown[] = [];
    query({ text: "WITH x as (select 1) select * from x" }, undefined, (...all: unknown[]) => heard.push(...all));
    expect(heard).toEqual([null, "rows"]);
    expect(ended).toMatchObject([{ operation: "with", error: null }]);
  });

  it("when the last row of a COPY has passed, and not before", () => {
    const copy = Object.assign(new EventEmitter(), { text: "COPY t FROM STDIN" });
    const { query, ended } = timed((stream) => stream);
    expect(query(copy)).toBe(copy);
    expect(ended).toEqual([]);
    copy.emit("close");
    const failing = Object.assign(new EventEmitter(), { text: "copy t to stdout" });
    const failure = new Error("no");
    query(failing);
    failing.emit("error", failure);
    failing.emit("close");
    expect(ended).toMatchObject([
      { operation: "copy", error: null },
      { operation: "copy", error: failure },
    ]);
  });

  it("under a name of ours, whatever it says", async () => {
    const { query, ended } = timed(async () => "rows");
    for (const text of ["vacuum", "", "select_canary()", 5, null, { text: "discard plans" }]) await query(text);
    expect(new Set(ended.map(({ operation }) => operation))).toEqual(new Set(["other"]));
  });
});
