import type { TestProject } from "vitest/node";
import { type Program, startProgram } from "./program.ts";

declare module "vitest" {
  interface ProvidedContext {
    program: Omit<Program, "stop">;
  }
}

/** Starts the built program once, with the demonstration centre, for all journeys. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...program } = await startProgram();
  project.provide("program", program);
  return stop;
}
