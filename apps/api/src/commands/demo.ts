import { join } from "node:path";
import { isDemoWanted, loadDemo } from "../demo/load-demo.ts";
import type { RequestContext } from "../platform/context.ts";
import type { DevelopmentSecrets } from "../platform/development-secrets.ts";
import { PdfPool } from "../platform/pdf/pdf-pool.ts";
import { StartError } from "./start-error.ts";

/**
 * Loads the demonstration centre into an empty database.
 *
 * @throws {StartError} if there is anything in it: made-up runs never mix with real ones.
 */
export async function demo(
  ctx: RequestContext,
  { secrets, print }: { secrets: DevelopmentSecrets; print: (line: string) => void },
): Promise<number> {
  if (!(await isDemoWanted(ctx.db)))
    throw new StartError("The database is not empty, so the demonstration is not loaded.");
  await using pdf = new PdfPool();
  const documents = join(ctx.config.dataDir, "documents");
  const onStep = (step: string, milliseconds: number) =>
    print(`${step.padEnd(22)}${(milliseconds / 1000).toFixed(1)} s`);
  await loadDemo({ ...ctx, pdf }, { secrets, documents, onStep });
  return 0;
}
