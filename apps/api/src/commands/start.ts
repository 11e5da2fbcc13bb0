import { join } from "node:path";
import type { Config } from "../config.ts";
import { isDemoWanted, loadDemo } from "../demo/load-demo.ts";
import type { DevelopmentSecrets } from "../platform/development-secrets.ts";
import type { Logger } from "../platform/log.ts";
import { type Running, serve } from "./serve.ts";

export interface StartOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly version: string;
  readonly secrets: DevelopmentSecrets;
  /** What was done before the program itself ran, in milliseconds: installing, building. */
  readonly before: readonly (readonly [string, number])[];
  readonly print: (line: string) => void;
}

/** Serves, with the demonstration centre where the database is empty, and tells a newcomer how to go on. */
export async function start({ config, log, version, secrets, before, print }: StartOptions): Promise<Running> {
  const steps: [string, number][] = before.map(([step, milliseconds]) => [step, milliseconds]);
  const documents = join(config.dataDir, "documents");
  const from = performance.now();
  const running = await serve({
    ...{ config, log, version, withWorker: true, migrate: true },
    onStep: (step, milliseconds) => steps.push([step, milliseconds]),
    prepare: async (ctx) => {
      if (!(await isDemoWanted(ctx.db))) return;
      await loadDemo(ctx, { secrets, documents, onStep: (step, milliseconds) => steps.push([step, milliseconds]) });
    },
  });
  const total = steps.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  const rest = performance.now() - from - total + before.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  steps.push(["everything else", Math.max(0, rest)]);
  for (const line of welcome({ address: running.address, secrets, steps, documents })) print(line);
  return running;
}

interface Welcome {
  readonly address: string;
  readonly secrets: DevelopmentSecrets;
  readonly steps: readonly (readonly [string, number])[];
  readonly documents: string;
}

function welcome({ address, secrets, steps, documents }: Welcome): string[] {
  const person = (name: string, password: string, what: string) =>
    `    ${name.padEnd(14)}${password.padEnd(22)}${what}`;
  return [
    "",
    `  Purser is at ${address.replace("127.0.0.1", "localhost")}`,
    "",
    "  Sign in as",
    person("admin", secrets.ADMIN_PASSWORD, "everything"),
    person("finance", secrets.DEMO_FINANCE_PASSWORD, "usage, prices, receipts"),
    person("auditor", secrets.DEMO_AUDITOR_PASSWORD, "reads everything, changes nothing"),
    person("akara.suksai", secrets.DEMO_USER_PASSWORD, "their own runs and receipts"),
    "",
    `  The first PDFs are in ${documents}`,
    "",
    ...steps.map(([step, milliseconds]) => `    ${step.padEnd(22)}${(milliseconds / 1000).toFixed(1).padStart(8)} s`),
    "",
    "  Stop with Ctrl-C.",
    "",
  ];
}
