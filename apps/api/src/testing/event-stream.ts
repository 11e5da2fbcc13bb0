import { setTimeout as sleep } from "node:timers/promises";
import type { LiveRunsNews } from "@purser/contract/schemas";
import { checkNews } from "./contract-check.ts";

/** A stream of server-sent events, read as they come. */
export interface EventReader extends AsyncDisposable {
  readonly status: number;
  readonly headers: Headers;
  /** The next news; throws where the stream ends before, or nothing comes for so long. */
  readonly next: (milliseconds?: number) => Promise<LiveRunsNews>;
  /** Fulfilled when the stream has ended, whoever ended it. */
  readonly ended: Promise<void>;
}

/** Opens a stream at an address of a program that listens. What comes is held against the contract. */
export async function readEvents(url: string, headers: Readonly<Record<string, string>>): Promise<EventReader> {
  const stop = new AbortController();
  const response = await fetch(url, { headers, signal: stop.signal });
  const news: LiveRunsNews[] = [];
  const ended = pump(response, (each) => news.push(each)).catch(() => {});
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  return {
    status: response.status,
    headers: response.headers,
    ended,
    next: async (milliseconds = 8_000) => {
      const until = performance.now() + milliseconds;
      while (news.length === 0 && !isOver && performance.now() < until) await sleep(10);
      const first = news.shift();
      if (first === undefined) throw new Error(isOver ? "the stream has ended" : "no news");
      return first;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await ended;
    },
  };
}

async function pump(response: Response, take: (news: LiveRunsNews) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of response.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^event: runs\ndata: (.*)$/.exec(part)?.[1];
      if (data !== undefined) take(checkNews(data));
    }
  }
}
