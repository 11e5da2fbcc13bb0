import type { AppContext } from "../../platform/context.ts";
import type { Draining } from "../../platform/draining.ts";
import { LiveFeed } from "./live-feed.ts";
import { findRunStates, lastRunChange, listLiveRunTexts } from "./live-runs.queries.ts";
import { LiveStreams } from "./live-streams.ts";

/** The streams of this process, fed from its database. */
export function followLiveRuns({ db, log, now }: AppContext, draining: Draining | undefined): LiveStreams {
  const feed = new LiveFeed({
    lastChange: async () => await lastRunChange(db),
    runs: async (page) => await listLiveRunTexts(db, page),
    states: async (runIds) => await findRunStates(db, runIds),
    now,
    onError: (err) => log.warn({ err }, "the runs under way could not be read for those who follow them"),
  });
  return new LiveStreams({
    feed,
    isDraining: () => draining?.begun === true,
    onError: (err) => log.error({ err }, "streams of runs under way could not be looked after"),
  });
}
