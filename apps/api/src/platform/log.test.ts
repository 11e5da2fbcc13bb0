import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createLog } from "./log.ts";

describe("createLog", () => {
  it("keeps what an error says and leaves out the connection that it came from", () => {
    const lines: string[] = [];
    const destination = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const client = { queryQueue: [{ text: "select $1", values: ["canary"] }] };
    const cause = new Error("the cause");
    const error = Object.assign(new Error("terminated", { cause }), { code: "57P01", client });
    createLog({ level: "warn", destination }).warn({ err: error }, "lost");
    const { err } = JSON.parse(lines.join(""));
    expect(err).toMatchObject({ type: "Error", message: "terminated: the cause", code: "57P01" });
    expect(err.stack).toContain("caused by");
    expect(lines.join("")).not.toContain("canary");
  });
});
