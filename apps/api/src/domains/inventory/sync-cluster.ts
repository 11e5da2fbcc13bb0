import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import type { ClusterPicture } from "./core/cluster-picture.ts";
import type { LiveCluster, LiveFailure } from "./core/live-source.ts";
import { ensureCluster } from "./ensure-cluster.ts";
import {
  claimLook,
  dropRetiredPicture,
  LEASE_SECONDS,
  noteFailures,
  releaseLook,
  storePicture,
} from "./live-view.queries.ts";

/**
 * Takes a new picture of a cluster, if it is time for one: from the first of its sources that answers. Where none does,
 * the last picture stays and why is noted. A cluster whose service has ended is not looked at, and has no picture. Returns whether it was time.
 *
 * Any number of processes may call it at any time: one at a time looks, and one that slept past its lease writes nothing.
 */
export async function syncCluster(
  ctx: RequestContext,
  { cluster, timeZone, sources }: LiveCluster,
  everySeconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  const look = await transact(ctx.db, async (tx) => {
    const zone = timeZone ?? ctx.config.clusterTimeZone;
    const clusterId = await ensureCluster(tx, ctx, { name: cluster, timeZone: zone });
    await dropRetiredPicture(tx, clusterId);
    return await claimLook(tx, clusterId, everySeconds);
  });
  if (look === undefined) return false;
  try {
    const { picture, failures } = await lookInTime(sources, signal);
    await transact(ctx.db, async (tx) => {
      if (picture === null) await noteFailures(tx, look, failures);
      else await storePicture(tx, look, picture);
    });
  } catch (error) {
    // Left to its lease where even that cannot be said.
    await transact(ctx.db, async (tx) => await releaseLook(tx, look)).catch(() => {});
    if (!signal.aborted) throw error;
  }
  return true;
}

interface Looked {
  /** Null: no source answered. */
  readonly picture: ClusterPicture | null;
  readonly failures: readonly LiveFailure[];
}

/** Takes half of the lease at most; the other half is for writing down. */
async function lookInTime(sources: LiveCluster["sources"], signal: AbortSignal): Promise<Looked> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(LEASE_SECONDS * 500)]);
  try {
    return await lookThrough(sources, patience);
  } catch (error) {
    if (signal.aborted || !patience.aborted) throw error;
    return { picture: null, failures: [{ code: "SOURCE_TIMED_OUT", facts: {} }] };
  }
}

async function lookThrough(sources: LiveCluster["sources"], signal: AbortSignal): Promise<Looked> {
  const failures: LiveFailure[] = [];
  for (const source of sources) {
    const answer = await source.look(signal);
    if ("picture" in answer) return { picture: answer.picture, failures };
    failures.push(answer.failure);
  }
  return { picture: null, failures };
}
