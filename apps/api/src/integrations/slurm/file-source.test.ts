import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SourceAnswer } from "../../domains/usage/core/accounting-source.ts";
import { FileSource } from "./file-source.ts";

const HOUR = { from: 1_795_000_000, to: 1_795_003_600 };
const never = new AbortController().signal;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-file-source-"));
  path = join(folder, "lotus.psv");
});
afterEach(async () => await rm(folder, { recursive: true }));

/** What is handed over, one text for each answer. */
async function read(source: FileSource, taken: string[], work: (answer: SourceAnswer) => void = () => {}) {
  await source.read(
    HOUR,
    async (answer) => {
      let text = "";
      for await (const bytes of answer.bytes) text += bytes.toString("utf8");
      work(answer);
      taken.push(text);
    },
    never,
  );
}

it("hands its file over whole, under the file's name, and again once it has changed", async () => {
  await writeFile(path, "JobID|State\n");
  const source = new FileSource(path);
  const taken: string[] = [];
  const answers: SourceAnswer[] = [];
  await read(source, taken, (answer) => answers.push(answer));
  await read(source, taken);
  expect(answers).toMatchObject([{ format: { kind: "file", name: "lotus.psv" }, coverage: "whole", window: HOUR }]);
  expect(taken).toEqual(["JobID|State\n"]);
  await appendFile(path, "1|COMPLETED\n");
  await read(source, taken);
  expect(taken.slice(1)).toEqual(["JobID|State\n1|COMPLETED\n"]);
});

it("hands it over again where it was not taken over", async () => {
  await writeFile(path, "JobID|State\n");
  const source = new FileSource(path);
  const taken: string[] = [];
  const failing = read(source, taken, () => {
    throw new Error("the database is away");
  });
  await expect(failing).rejects.toThrow("the database is away");
  await read(source, taken);
  expect(taken).toHaveLength(1);
});

it("says that there is no file, and what is none", async () => {
  const missing = new FileSource(path);
  await expect(read(missing, [])).rejects.toMatchObject({
    code: "SOURCE_FILE_UNREADABLE",
    facts: { reason: "ENOENT" },
  });
  await expect(new FileSource(folder).check()).rejects.toMatchObject({ facts: { reason: "EISDIR" } });
});
