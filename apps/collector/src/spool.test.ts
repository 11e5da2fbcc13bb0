import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Spool } from "./spool.ts";
import { temporaryFolder } from "./testing/folder.ts";
import { keptLog } from "./testing/kept-log.ts";
import { canMount } from "./testing/small-disk.ts";

const MUCH = 1024 * 1024;
const batch = (number: number, padding = 0) => JSON.stringify({ number, padding: "x".repeat(padding) });

async function openSpool(folder: string, mostBytes = MUCH) {
  const { lines, log } = keptLog();
  return { spool: await Spool.open({ folder, mostBytes, log }), lines };
}

async function drained(spool: Spool): Promise<number[]> {
  const numbers: number[] = [];
  for (let text = await spool.oldest(); text !== null; text = await spool.oldest()) {
    numbers.push(JSON.parse(text).number);
    await spool.drop();
  }
  return numbers;
}

it("gives back in order what another program left, and goes on behind it", async () => {
  await using folder = await temporaryFolder();
  const first = await openSpool(folder.path);
  for (let number = 1; number <= 12; number += 1) await first.spool.add(batch(number));
  await first.spool.drop();
  const second = await openSpool(folder.path);
  await second.spool.add(batch(13));
  expect(await drained(second.spool)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(await readdir(folder.path)).toEqual([]);
});

it("keeps what it holds from everybody else", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "below");
  await (await openSpool(path)).spool.add(batch(1));
  const printed = execFileSync("stat", ["-c", "%a", path, join(path, (await readdir(path))[0] ?? "")]).toString();
  expect(printed).toBe("700\n600\n");
});

it("stays below its size by dropping the oldest, and says how many", async () => {
  await using folder = await temporaryFolder();
  const { spool, lines } = await openSpool(folder.path, 1_000);
  for (let number = 1; number <= 5; number += 1) await spool.add(batch(number, 280));
  expect(lines).toMatchObject([
    { level: "error", facts: { batches: 1 } },
    { level: "error", facts: { batches: 1 } },
  ]);
  expect(await drained(spool)).toEqual([3, 4, 5]);
});

it("removes what was not written to its end, and leaves out what cannot be read", async () => {
  await using folder = await temporaryFolder();
  const before = await openSpool(folder.path);
  for (const number of [1, 2, 3]) await before.spool.add(batch(number));
  const [, second = ""] = (await readdir(folder.path)).sort();
  await writeFile(join(folder.path, second), batch(2).slice(0, -3));
  await writeFile(join(folder.path, "000000000009-1.json.part"), "{");
  const { spool, lines } = await openSpool(folder.path);
  expect(await drained(spool)).toEqual([1, 3]);
  expect(lines).toMatchObject([{ level: "error", facts: { file: second } }]);
  expect(await readdir(folder.path)).toEqual(["refused"]);
});

it("moves what was refused out of the way, and keeps the last hundred", async () => {
  await using folder = await temporaryFolder();
  const { spool } = await openSpool(folder.path);
  for (let number = 1; number <= 103; number += 1) {
    await spool.add(batch(number));
    await spool.setAside();
  }
  expect(spool.size).toBe(0);
  const kept = (await readdir(join(folder.path, "refused"))).sort();
  expect(kept).toHaveLength(100);
  expect(JSON.parse(await readFile(join(folder.path, "refused", kept[0] ?? ""), "utf8")).number).toBe(4);
});

describe("a disk that takes nothing (C7)", () => {
  it("is lived through in memory, in order, said once, and written when it is well again", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "spool");
    const { spool, lines } = await openSpool(path);
    await spool.add(batch(1));
    // A file where the folder was: nothing can be written there by anybody.
    await rm(path, { recursive: true });
    await writeFile(path, "");
    for (const number of [2, 3]) await spool.add(batch(number));
    expect(lines).toMatchObject([{ level: "error", facts: { why: "EEXIST" } }]);
    await rm(path);
    await spool.flush();
    expect(await readdir(path)).toHaveLength(2);
    expect(lines.at(-1)).toMatchObject({ level: "info" });
    // The first went with the disk.
    expect(await drained(spool)).toEqual([2, 3]);
  });

  it.skipIf(!canMount())(
    "full: what was on it is whole, what came then is not lost, and nothing is cut off",
    async () => {
      await using folder = await temporaryFolder();
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path]);
      try {
        const { spool, lines } = await openSpool(join(folder.path, "spool"));
        for (let number = 1; number <= 8; number += 1) await spool.add(batch(number, 15_000));
        expect(lines).toMatchObject([{ level: "error", facts: { why: "ENOSPC" } }]);
        const files = await readdir(join(folder.path, "spool"));
        expect(files.length).toBeGreaterThan(1);
        for (const file of files) JSON.parse(await readFile(join(folder.path, "spool", file), "utf8"));
        expect(await drained(spool)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      } finally {
        execFileSync("umount", [folder.path]);
      }
    },
  );

  it.skipIf(!canMount())("read-only: what was on it is sent, and what comes then as well", async () => {
    await using folder = await temporaryFolder();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path]);
    try {
      const { spool, lines } = await openSpool(folder.path);
      await spool.add(batch(1));
      execFileSync("mount", ["-o", "remount,ro", folder.path]);
      await spool.add(batch(2));
      expect(lines).toMatchObject([{ level: "error", facts: { why: "EROFS" } }]);
      expect(await drained(spool)).toEqual([1, 2]);
    } finally {
      execFileSync("umount", [folder.path]);
    }
  });

  it("with errors of the device: a batch that cannot be read does not stop the next", async () => {
    await using folder = await temporaryFolder();
    const { spool, lines } = await openSpool(folder.path);
    for (const number of [1, 2]) await spool.add(batch(number));
    const [first = ""] = (await readdir(folder.path)).sort();
    // Reading a folder is an error of its own (EISDIR), for whoever reads, as EIO is.
    await rm(join(folder.path, first));
    await mkdir(join(folder.path, first));
    expect(await drained(spool)).toEqual([2]);
    expect(lines).toMatchObject([{ level: "error", facts: { why: "EISDIR" } }]);
  });
});

it("keeps no more than 16 MiB in memory", async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "spool");
  await writeFile(path, "");
  const { spool } = await openSpool(path, 1024 * MUCH);
  for (let number = 1; number <= 20; number += 1) await spool.add(batch(number, MUCH));
  expect(spool.size).toBe(15);
  expect((await drained(spool))[0]).toBe(6);
});
