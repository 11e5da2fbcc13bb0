import type { LiveRunsNews } from "@purser/contract/schemas";
import { ApiError } from "../../api/api-error.ts";
import { open } from "../../api/client.ts";
import { serverEvents } from "../../api/server-events.ts";
import type { LiveSearch } from "./live-search.ts";

interface Follow {
  readonly signal: AbortSignal;
  readonly onNews: (news: LiveRunsNews) => void;
  /** How often in a row the stream could not be had; 0: it is there. */
  readonly onFailures: (count: number) => void;
}

/** A stream that the server ended in good order is opened again this soon, one that failed each time later. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Follows the runs under way until `signal` says otherwise, through streams that end and fail. Throws where it is not allowed. */
export async function followLiveRuns(search: LiveSearch, follow: Follow): Promise<void> {
  const { signal, onFailures } = follow;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await readStream(search, {
        ...follow,
        onFailures: (count) => {
          failures = count;
          onFailures(count);
        },
      });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof ApiError && [401, 403, 422].includes(error.status)) throw error;
      failures += 1;
      onFailures(failures);
    }
    await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.5 + Math.random()), signal);
  }
}

/** Reads one stream to its end. */
async function readStream(search: LiveSearch, { signal, onNews, onFailures }: Follow): Promise<void> {
  const body = await open("streamLiveRuns", { query: search, signal });
  for await (const { event, data } of serverEvents(body)) {
    onFailures(0);
    // The server's tests hold what it sends to the contract.
    if (event === "runs") onNews(JSON.parse(data) as LiveRunsNews);
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
