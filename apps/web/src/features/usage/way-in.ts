import type { UsageBatch } from "@purser/contract/schemas";

/** How a batch came in, as its texts are named: a file is fetched by a pull, or brought in on the command line. */
export function wayIn({ source, pull_id: pullId }: UsageBatch): UsageBatch["source"] | "pulled_file" {
  return source === "file" && pullId !== null ? "pulled_file" : source;
}
