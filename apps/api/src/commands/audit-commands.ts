import { readFile } from "node:fs/promises";
import { checkpointDocument, readCheckpointDocument, type SignedCheckpoint } from "../domains/audit/core/checkpoint.ts";
import { takeCheckpoint } from "../domains/audit/take-checkpoint.ts";
import { verifyAudit } from "../domains/audit/verify-audit.ts";
import type { RequestContext } from "../platform/context.ts";
import type { Command } from "./command-line.ts";
import { StartError } from "./start-error.ts";

interface Output {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Recomputes the audit chain and says what came of it; returns 1 where it is broken.
 *
 * @throws {StartError} where the file of checkpoints is not one.
 */
export async function auditVerify(
  ctx: RequestContext,
  { checkpointFile, sinceCheckpoint, from, to }: Extract<Command, { name: "audit verify" }>,
  { print, complain }: Output,
): Promise<number> {
  const checkpoints = checkpointFile === null ? [] : await readCheckpoints(checkpointFile);
  const range = { from: from ?? undefined, to: to ?? undefined, sinceCheckpoint, checkpoints };
  const { checked, unsealed, bad, firstSequence, checkpoints: compared } = await verifyAudit(ctx, range);
  if (bad !== null) {
    complain(`The audit chain is broken at sequence ${bad.sequence}: ${bad.reason}.`);
    return 1;
  }
  const whole = firstSequence <= 1n ? "" : ` from sequence ${firstSequence} on`;
  print(
    `The audit chain holds: ${checked} records checked${whole}, ${compared} checkpoints compared, ${unsealed} not sealed yet.`,
  );
  return 0;
}

/** Takes a checkpoint and prints it as JSON. */
export async function auditCheckpoint(ctx: RequestContext, { print }: Output): Promise<number> {
  print(JSON.stringify(checkpointDocument(await takeCheckpoint(ctx)), null, 2));
  return 0;
}

/** One checkpoint, a list of them, or the page of a list as the API answers it. */
async function readCheckpoints(file: string): Promise<SignedCheckpoint[]> {
  const value = parsed(await readFile(file, "utf8"));
  const list = Array.isArray(value) ? value : hasData(value) ? value.data : [value];
  return list.map((each) => {
    const checkpoint = readCheckpointDocument(each);
    if (checkpoint === null) throw new StartError(`${file} is no checkpoint of the audit chain, nor a list of them.`);
    return checkpoint;
  });
}

function hasData(value: unknown): value is { data: unknown[] } {
  return typeof value === "object" && value !== null && "data" in value && Array.isArray(value.data);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON, so no checkpoint either
  }
}
