import { checkpointDocument } from "../domains/audit/core/checkpoint.ts";
import { takeCheckpoint } from "../domains/audit/take-checkpoint.ts";
import { type AuditVerification, verifyAudit } from "../domains/audit/verify-audit.ts";
import type { RequestContext } from "../platform/context.ts";
import { readCheckpointFile } from "./checkpoint-file.ts";
import type { Command } from "./command-line.ts";

interface Output {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Recomputes the audit chain and says what came of it; returns 1 where it is broken.
 *
 * @throws {ArgumentError} where the file of checkpoints is not one.
 */
export async function auditVerify(
  ctx: RequestContext,
  { checkpointFile, sinceCheckpoint, from, to }: Extract<Command, { name: "audit verify" }>,
  { print, complain }: Output,
): Promise<number> {
  const checkpoints = checkpointFile === null ? [] : await readCheckpointFile(checkpointFile);
  const range = { from: from ?? undefined, to: to ?? undefined, sinceCheckpoint, checkpoints };
  const verification = await verifyAudit(ctx, range);
  const { bad, checked } = verification;
  if (bad !== null) {
    const sound =
      checked === 0n ? "" : ` ${counted(checked, "record")} before it ${checked === 1n ? "holds" : "hold"}.`;
    complain(`The audit chain is broken at sequence ${bad.sequence}: ${bad.reason}.${sound} See docs/audit.md.`);
    return 1;
  }
  print(holdsText(verification));
  return 0;
}

function holdsText({ checked, unsealed, firstSequence, lastSequence, checkpoints }: AuditVerification): string {
  const waiting = `${unsealed} not sealed yet`;
  if (checked === 0n) return `No record was checked: the audit chain ends at sequence ${lastSequence}, ${waiting}.`;
  const part = firstSequence === 1n ? "" : ` from sequence ${firstSequence} on`;
  const compared = `${counted(BigInt(checkpoints), "checkpoint")} compared`;
  return `The audit chain holds: ${counted(checked, "record")} checked${part}, ${compared}, ${waiting}.`;
}

const counted = (count: bigint, thing: string) => `${count} ${thing}${count === 1n ? "" : "s"}`;

/** Takes a checkpoint and prints it as JSON. */
export async function auditCheckpoint(ctx: RequestContext, { print }: Output): Promise<number> {
  print(JSON.stringify(checkpointDocument(await takeCheckpoint(ctx)), null, 2));
  return 0;
}
