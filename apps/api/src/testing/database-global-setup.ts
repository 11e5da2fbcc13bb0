import type { TestProject } from "vitest/node";
import { type DatabaseServer, startDatabaseServer } from "./database-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    database: DatabaseServer;
  }
}

/** Runs once before all test files: see `createTestDatabase`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, template, stop } = await startDatabaseServer();
  project.provide("database", { adminUrl, template });
  return stop;
}
