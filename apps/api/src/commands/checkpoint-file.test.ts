import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkpointDocument, signCheckpoint } from "../domains/audit/core/checkpoint.ts";
import { readCheckpointFile } from "./checkpoint-file.ts";
import { explainError } from "./explain-error.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-checkpoint-"));
});
afterAll(async () => await rm(folder, { recursive: true }));

const genuine = signCheckpoint(
  { id: "0199", sequence: 3n, hash: Buffer.alloc(32), takenAt: "2026-03-01T00:00:00.000000Z" },
  { id: "test", secret: "s".repeat(32) },
);
const document = checkpointDocument(genuine);

it.each([
  ["one", document],
  ["a list", [document]],
  ["a page of the API", { data: [document], next_cursor: null }],
])("reads %s", async (name, value) => {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(value));
  expect(await readCheckpointFile(file)).toEqual([genuine]);
});

it.each([
  ["missing", null, "cannot be read: there is no such file."],
  ["folder", "", "cannot be read: it is a directory."],
  ["text", "sequence 1", "is not JSON."],
  ["empty", " ", "is not JSON."],
  ["cut off", JSON.stringify(document).slice(0, -1), "is not JSON."],
  ["other", '{"sequence": 1}', "is no checkpoint of the audit chain, nor a list of them."],
  ["null", "null", "is no checkpoint of the audit chain, nor a list of them."],
  ["mixed", JSON.stringify([document, 1]), "is no list of checkpoints of the audit chain: number 2 is none."],
  ["none", '{"data": []}', "holds no checkpoint."],
])("refuses in one line what is %s", async (name, text, complaint) => {
  const file = join(folder, name);
  if (name === "folder") await mkdir(file);
  else if (text !== null) await writeFile(file, text);
  const lines: string[] = [];
  const fault = await readCheckpointFile(file).catch((error: unknown) => error);
  expect([explainError(fault, (line) => lines.push(line)), lines]).toEqual([2, [`${file} ${complaint}`]]);
});
