import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A recorded answer of Slurm, as it came. */
export function recordedJson(name: string): Buffer {
  return gunzipSync(readFileSync(new URL(`../integrations/slurm/fixtures/${name}.json.gz`, import.meta.url)));
}

/** A recorded text of sacct. */
export function recordedText(name: string): Buffer {
  return readFileSync(new URL(`../domains/usage/fixtures/${name}`, import.meta.url));
}
