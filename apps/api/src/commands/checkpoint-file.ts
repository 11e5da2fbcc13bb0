import { readFile } from "node:fs/promises";
import { readCheckpointDocument, type SignedCheckpoint } from "../domains/audit/core/checkpoint.ts";
import { ArgumentError, unreadableFile } from "./argument-error.ts";

/**
 * The checkpoints that were kept in a file: one, a list of them, or the page of a list as the API answers it.
 *
 * @throws {ArgumentError} naming the file and what is wrong, also where it holds none: nothing would be compared.
 */
export async function readCheckpointFile(file: string): Promise<SignedCheckpoint[]> {
  const value = parsed(file, await textOf(file));
  const list = Array.isArray(value) ? value : hasData(value) ? value.data : null;
  if (list?.length === 0) throw new ArgumentError(`${file} holds no checkpoint.`);
  return (list ?? [value]).map((each, index) => {
    const checkpoint = readCheckpointDocument(each);
    if (checkpoint !== null) return checkpoint;
    throw new ArgumentError(
      list === null
        ? `${file} is no checkpoint of the audit chain, nor a list of them.`
        : `${file} is no list of checkpoints of the audit chain: number ${index + 1} is none.`,
    );
  });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw unreadableFile(file, error);
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ArgumentError(`${file} is not JSON.`, { cause: error });
  }
}

function hasData(value: unknown): value is { data: unknown[] } {
  return typeof value === "object" && value !== null && "data" in value && Array.isArray(value.data);
}
