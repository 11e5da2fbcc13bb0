import type { Tx } from "../../platform/db.ts";
import { unpackHour } from "./core/packed-hour.ts";
import { type NodeSample, readPackedHours, readSamples, type SampleWindow } from "./job-metrics.queries.ts";

/** The samples of the window, packed or not, in pieces and in any order. */
export async function* readAllSamples(tx: Tx, window: SampleWindow): AsyncGenerator<NodeSample[]> {
  yield* readSamples(tx, window);
  for await (const hours of readPackedHours(tx, window)) {
    for (const { nodeLabel, hour, data } of hours) {
      const samples = unpackHour(hour, data).filter(({ at }) => at >= window.from && at < window.to);
      yield samples.map((sample) => ({ nodeLabel, sample }));
    }
  }
}
