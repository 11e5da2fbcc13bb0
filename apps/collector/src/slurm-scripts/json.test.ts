import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { HEAD_JOB, SCRIPTS, startSlurmNode } from "../testing/slurm-node.ts";

const run = promisify(execFile);

/** What the scripts make of job names, through one shell. Bytes, since a name need not be UTF-8. */
async function toldNames(names: readonly Buffer[]): Promise<string[]> {
  // What is left of Slurm's variables is text; only a shell can be handed bytes that are none.
  const quoted = names.map((name) => Buffer.concat([Buffer.from("'"), escapedQuotes(name), Buffer.from("'\n")]));
  const lines = quoted.flatMap((text) => [Buffer.from("P_name="), text, Buffer.from("purser_json\n")]);
  const start = `. ${join(SCRIPTS, "purser-events.sh")}\npurser_kind=job-started\n`;
  const shell = run("sh", ["-s"], { encoding: "buffer", maxBuffer: 16 * 1024 * 1024 });
  shell.child.stdin?.end(Buffer.concat([Buffer.from(start), ...lines]));
  const { stdout } = await shell;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(stdout);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line).name ?? "");
}

const escapedQuotes = (bytes: Buffer) => Buffer.from(bytes.toString("latin1").replaceAll("'", "'\\''"), "latin1");

it("tells any name in UTF-8 as it is", async () => {
  const name = fc.oneof(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ unit: "grapheme", maxLength: 60 }));
  const names = fc
    .sample(name, { numRuns: 100, seed: 7 })
    .map((each) => each.replaceAll("\0", ""))
    .filter((each) => each !== "");
  names.push(
    'a"b\\c',
    "\\u0041",
    "งาน-ทดสอบ ✓ 🧪",
    "line\nbreak\ttab\u001b[0m\u007f",
    "$(reboot) `reboot` %s %n",
    "-n",
    "{}",
  );
  expect(await toldNames(names.map((each) => Buffer.from(each)))).toEqual(names);
});

it("puts U+FFFD in the place of what is no UTF-8, and keeps the rest", async () => {
  const wrong = [
    [0xff, 0xfe],
    [0xc0, 0xaf],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xe0, 0x80, 0xaf],
    [0xe0, 0xb8],
    [0x80],
  ];
  const names = wrong.map((bytes) => Buffer.from([0x61, ...bytes, 0x7a]));
  expect(await toldNames(names)).toEqual(wrong.map((bytes) => `a${"\ufffd".repeat(bytes.length)}z`));
  const random = fc.sample(fc.uint8Array({ min: 1, minLength: 1, maxLength: 80 }), { numRuns: 60, seed: 8 });
  const kept = (text: string) => text.replaceAll("\ufffd", "");
  const told = await toldNames(random.map((bytes) => Buffer.from(bytes)));
  expect(told.map(kept)).toEqual(
    random.map((bytes) => kept(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes))),
  );
});

it("brings a name through the settings of curl as it is", async () => {
  await using node = await startSlurmNode();
  const name = 'x" \\ \\n\nurl = "http://evil.test/" ไทย';
  await node.runScript("prolog-slurmctld", { ...HEAD_JOB, SLURM_JOB_NAME: name });
  expect(node.purser.calls).toMatchObject([{ path: "/api/v1/events/job-started", body: { name } }]);
});
