import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLog, logFile } from "./log.ts";

/** What a program prints that does this with its log and ends. */
function printed(work: string): unknown[] {
  const source = `import { createLog } from "./log.ts"; const log = createLog({ level: "info" }); ${work}`;
  const options = ["--conditions=source", "--import", "tsx", "--input-type=module", "--eval", source];
  const { stdout } = spawnSync(process.execPath, options, { cwd: import.meta.dirname, encoding: "utf8" });
  const lines = stdout.trim().split("\n");
  return lines.map((line) => JSON.parse(line).msg);
}

describe("logFile", () => {
  it("has a line soon after it was logged, also where no other follows", async () => {
    const directory = mkdtempSync(join(tmpdir(), "purser-log-"));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const path = join(directory, "log");
    createLog({ level: "info", destination: logFile(path) }).info("alone");
    await expect.poll(() => readFileSync(path, "utf8"), { timeout: 5_000 }).toContain("alone");
  });

  it("has every line in its order, however the program ends by itself", () => {
    const many = Array.from({ length: 500 }, (_, index) => `line ${index}`);
    const log = "for (let n = 0; n < 500; n += 1) log.info('line ' + n);";
    expect(printed(log)).toEqual(many);
    expect(printed(`${log} process.exit(1);`)).toEqual(many);
    expect(printed(`${log} setTimeout(() => { throw new Error("by mistake"); }, 10);`)).toEqual(many);
  });
});

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
