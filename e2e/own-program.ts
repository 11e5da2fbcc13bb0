import { inject } from "vitest";
import type { Program } from "./program.ts";

/** The program of this worker: the journeys of one file after the other go through it, and nobody else's meanwhile. */
export function ownProgram(): Omit<Program, "stop"> {
  const program = inject("programs")[Number(process.env.VITEST_POOL_ID) - 1]; // from 1 to the number of workers
  if (program === undefined) throw new Error("this worker has no program");
  return program;
}
