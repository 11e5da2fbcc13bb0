import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL("../../testing/read-much-json.ts", import.meta.url));
const MIB = 1_048_576;

/** What reading as much JSON in a small heap takes; a heap that is too small ends the program. */
async function read(bytes: number): Promise<{ runs: number; rejects: number; rssMib: number }> {
  const options = ["--max-old-space-size=96", "--conditions=source", "--import", "tsx"];
  const { stdout } = await run(process.execPath, [...options, PROGRAM, String(bytes)]);
  return JSON.parse(stdout);
}

it("reads 200 MB of JSON in a heap of 96 MiB, and in hardly more memory than a tenth of them", async () => {
  const small = await read(20 * MIB);
  const large = await read(200 * MIB);
  expect([small.rejects, large.rejects]).toEqual([0, 0]);
  expect(large.runs).toBeGreaterThan(9 * small.runs);
  expect(large.rssMib).toBeLessThan(small.rssMib + 100);
}, 180_000);
