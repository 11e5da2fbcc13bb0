import type { TestProject } from "vitest/node";
import { type Program, startProgram } from "./program.ts";

declare module "vitest" {
  interface ProvidedContext {
    programs: Omit<Program, "stop">[];
  }
}

/** Starts the built program, with the demonstration centre, once for each worker: see `ownProgram`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const workers = Array.from({ length: Number(project.config.maxWorkers) }, startProgram);
  const started = await Promise.all(workers);
  project.provide(
    "programs",
    started.map(({ stop, ...program }) => program),
  );
  return async () => {
    await Promise.all(started.map(async ({ stop }) => await stop()));
  };
}
