import type { AppContext } from "../../platform/context.ts";
import { clientOf, isDatabaseAnswer, savepoint, type Tx, transactFrom } from "../../platform/db.ts";
import type { SampleFault } from "./core/errors.ts";
import type { PushedSample } from "./core/pushed-sample.ts";
import { sumSeries } from "./core/series-sum.ts";
import { judgeSample } from "./core/verdict.ts";
import { findSampledRuns } from "./find-sampled-runs.ts";
import { hasLate, withoutPacked } from "./late-samples.ts";
import type { SamplePlaces } from "./sample-places.ts";
import {
  addedSamples,
  addToSeries,
  copySamples,
  insertOfSamples,
  type SampleRow,
  sampleKey,
} from "./samples.queries.ts";

export type SamplesContext = Pick<AppContext, "db" | "now" | "config">;

/** What became of one sample. */
export type SampleVerdict =
  | { readonly status: "stored" | "duplicate"; readonly runId: string }
  | { readonly status: "rejected"; readonly code: SampleFault };

/** From so many on COPY is quicker than a statement, also where it may have to be taken back. */
const WORTH_COPYING = 500;

interface Candidate extends SampleRow {
  readonly index: number;
}

/**
 * Stores samples and what they add to the summaries of their runs, in one transaction, and says of each what became of
 * it, in their order. Of samples of one run, node and time the first one stays.
 */
export async function storeSamples(
  ctx: SamplesContext & { readonly places: SamplePlaces },
  given: readonly PushedSample[],
): Promise<SampleVerdict[]> {
  const { verdicts, candidates } = await judge(ctx, given);
  if (candidates.length === 0) return verdicts;
  const now = ctx.now().getTime();
  const isPlain = candidates.length < WORTH_COPYING && !hasLate(candidates, now);
  const opening = isPlain ? [insertOfSamples(candidates)] : [];
  const stored = await transactFrom(ctx.db, opening, async (tx, [answer]) => {
    const added = isPlain ? addedOf(candidates, answer) : await add(tx, await withoutPacked(tx, candidates, now));
    if (added.length > 0) addToSeries(tx, sumSeries(added));
    return added;
  });
  for (const { index, runId } of stored) verdicts[index] = { status: "stored", runId };
  return verdicts;
}

/** What is rejected, and what may be stored; that is taken for a duplicate until it is. */
async function judge(
  { db, now, config, places }: SamplesContext & { readonly places: SamplePlaces },
  given: readonly PushedSample[],
): Promise<{ verdicts: SampleVerdict[]; candidates: Candidate[] }> {
  const runs = await findSampledRuns(db, given);
  const limits = { now: now().getTime(), retentionDays: config.samples.retentionDays };
  const faults = given.map(({ sample }, index) => judgeSample(sample.at, runs[index], limits));
  const good = given.filter((_, index) => faults[index] === null);
  await places.ensureDays(good.map(({ sample }) => sample.at));
  const labels = await places.nodeLabels(good.map(({ node }) => node));
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  const verdicts = given.map(({ node, sample }, index): SampleVerdict => {
    const code = faults[index] ?? null;
    if (code !== null) return { status: "rejected", code };
    const [runId, nodeLabel] = [runs[index]?.runId ?? "", labels.get(node) ?? 0];
    const key = sampleKey({ runId, nodeLabel, at: sample.at });
    if (!seen.has(key)) candidates.push({ index, runId, nodeLabel, sample });
    seen.add(key);
    return { status: "duplicate", runId };
  });
  return { verdicts, candidates };
}

/** Adds what is not there yet, and gives back what was added. */
async function add(tx: Tx, rows: readonly Candidate[]): Promise<readonly Candidate[]> {
  if (rows.length >= WORTH_COPYING && (await isCopied(tx, rows))) return rows;
  return addedOf(rows, await clientOf(tx).query(insertOfSamples(rows)));
}

/** Those of the rows that the answer to their insert says were added. */
function addedOf(rows: readonly Candidate[], answer: Parameters<typeof addedSamples>[0]): readonly Candidate[] {
  const added = addedSamples(answer);
  return rows.filter(({ runId, nodeLabel, sample }) => added.has(sampleKey({ runId, nodeLabel, at: sample.at })));
}

/** Whether none of them was there: a duplicate takes all of them back. */
async function isCopied(tx: Tx, rows: readonly SampleRow[]): Promise<boolean> {
  try {
    await savepoint(tx, async () => await copySamples(tx, rows));
    return true;
  } catch (error) {
    if (isDatabaseAnswer(error) && error.code === "23505") return false;
    throw error;
  }
}
