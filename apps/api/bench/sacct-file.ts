import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { billingMonth, monthsBefore } from "@purser/kernel/period";
import { sacctText } from "../src/demo/sacct-text.ts";

export interface SacctFile {
  readonly runs: number;
  readonly seed: number;
  /** A month, `YYYY-MM`, from which the runs are spread over three: files of other months share no run. */
  readonly firstMonth: string;
}

/** Writes the text of about `runs` runs with their steps, as the demonstration centre has them; the same every time. */
export async function writeSacctFile(file: string, { runs, seed, firstMonth }: SacctFile): Promise<number> {
  const out = createWriteStream(file);
  let bytes = 0;
  const from = billingMonth(firstMonth, "UTC").from;
  const to = billingMonth(monthsBefore(firstMonth, -3), "UTC").from;
  for (const chunk of sacctText({ seed, runs, from, to })) {
    bytes += chunk.length;
    if (!out.write(chunk)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  return bytes;
}
