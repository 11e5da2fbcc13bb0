import type { Actor, Client } from "../../platform/context.ts";
import { eventDigest, type JobEvent } from "./core/job-event.ts";
import { runId, runKey } from "./core/run-key.ts";

/** Who tells something, for the history. */
export interface Teller {
  readonly actor: Actor;
  readonly client: Client | null;
  readonly changedBy: string;
  readonly source: string;
  readonly correlationId: string;
}

/** An event on its way into the database, with what can be computed of it beforehand. */
export interface OfferedEvent {
  readonly event: JobEvent;
  readonly digest: string;
  /** The id that its submit time gives the run; null: it tells none. */
  readonly keyId: string | null;
  readonly teller: Teller;
}

/** What became of an event. Frozen: it came too late and changed nothing. */
export type EventOutcome = "created" | "updated" | "frozen";

export interface EventResult {
  readonly status: EventOutcome | "skipped";
  readonly runId: string;
}

/** An event with what can be computed of it. */
export function offered<Event extends JobEvent>(
  event: Event,
  teller: Teller,
): OfferedEvent & { readonly event: Event } {
  const { cluster, jobId, submittedAt } = event;
  const keyId = submittedAt === null ? null : runId(runKey({ cluster, sluid: null, jobId, submittedAt }));
  return { event, digest: eventDigest(event), keyId, teller };
}
