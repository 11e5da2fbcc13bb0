import type { BadLink, ChainEnd } from "./chain.ts";
import { checkpointFault, type SignedCheckpoint } from "./checkpoint.ts";
import type { SigningKey } from "./digest.ts";

/** The checkpoints along a chain, for a walk that passes each of them, in the order of the links. */
export class CheckpointTrail {
  readonly #keys: ReadonlyMap<string, SigningKey>;
  readonly #checkpoints: readonly SignedCheckpoint[];
  #next = 0;

  constructor(checkpoints: readonly SignedCheckpoint[], keys: ReadonlyMap<string, SigningKey>) {
    this.#keys = keys;
    this.#checkpoints = [...checkpoints].sort((a, b) => Number(a.sequence - b.sequence));
  }

  /** How many of them have been compared with the chain. */
  get compared(): number {
    return this.#next;
  }

  /** What the checkpoints of this link say against it; null: nothing. */
  faultAt({ sequence, hash }: ChainEnd): BadLink | null {
    for (;;) {
      const checkpoint = this.#checkpoints[this.#next];
      if (checkpoint === undefined || checkpoint.sequence > sequence) return null;
      this.#next += 1;
      const differs = checkpoint.hash.equals(hash) ? null : "checkpoint_mismatch";
      const reason = checkpointFault(checkpoint, this.#keys) ?? differs;
      if (reason !== null) return { sequence, reason };
    }
  }

  /** What a checkpoint of a link behind the chain's last one says: that there have been more. */
  faultBehind(last: bigint): BadLink | null {
    const missing = this.#checkpoints[this.#next];
    if (missing === undefined) return null;
    this.#next = this.#checkpoints.length;
    return { sequence: last + 1n, reason: checkpointFault(missing, this.#keys) ?? "tail_missing" };
  }
}
