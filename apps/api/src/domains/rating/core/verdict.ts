import { runQuantities } from "../../jobs/core/quantities.ts";
import type { Run } from "../../jobs/core/run.ts";
import { baseState, runState } from "../../jobs/core/run-state.ts";
import { type Charge, priceRun } from "./pricing.ts";
import { cardInForce, type RateCard, type RateCards } from "./rate-card.ts";

/** Why a run is not charged. `not_accounted`: only events have told of it, which are never priced. */
export type UnchargedVerdict =
  | "not_ended"
  | "never_started"
  | "free_state"
  | "unknown_state"
  | "no_rate_card"
  | "too_large"
  | "not_accounted";

/** Why a run is, or is not, charged: every run has one. */
export type Verdict = "charged" | UnchargedVerdict;

/** A run with what its price depends on beside itself. */
export interface RunToRate {
  readonly tier: string;
  readonly partition: string;
  readonly qos: string;
  readonly run: Run;
}

/** What rating makes of a run. */
export type Outcome =
  | {
      readonly verdict: "charged";
      readonly card: RateCard;
      readonly charge: Charge;
      /** Epoch seconds. */
      readonly endedAt: number;
      /** Whether CPU and memory were charged by use: the card says so and Slurm knew what was used. */
      readonly cpuUsed: boolean;
      readonly memoryUsed: boolean;
    }
  | { readonly verdict: UnchargedVerdict };

/**
 * The charge of a run or the reason it has none. The card in force when the run ended prices it.
 *
 * In this order: a state Slurm never documented is parked, never guessed; a run that may still grow waits; one that held
 * nothing costs nothing, whatever the cards say; then the card and its free states decide; and a figure that the
 * database's integers cannot hold is parked instead of being cut.
 */
export function verdictOf(rated: RunToRate, cards: RateCards): Outcome {
  const { run } = rated;
  const state = readState(run.rawState);
  if (state.isUnknown) return UNKNOWN_STATE;
  const quantities = runQuantities(run);
  if (quantities === null) return NOT_ENDED;
  if (run.startedAt === null || run.endedAt === null || run.allocatedTres === "") return NEVER_STARTED;
  const card = cardInForce(cards, rated.tier, run.endedAt);
  if (card === undefined) return NO_RATE_CARD;
  if (card.freeStates.has(state.base)) return FREE_STATE;
  const charge = priceRun(quantities, card, rated);
  if (!fits(charge) || run.endedAt > LAST_INSTANT) return TOO_LARGE;
  return {
    verdict: "charged",
    card,
    charge,
    endedAt: run.endedAt,
    cpuUsed: card.cpuBasis === "used" && run.usedCpuMilliseconds !== null,
    memoryUsed: card.memoryBasis === "used" && run.usedMemoryKibSeconds !== null,
  };
}

interface ReadState {
  readonly base: string;
  readonly isUnknown: boolean;
}

/** States already read: the same few words come with every run. It is emptied before it could grow large. */
const states = new Map<string, ReadState>();
const MOST_STATES = 1_000;

function readState(rawState: string): ReadState {
  const known = states.get(rawState);
  if (known !== undefined) return known;
  const read = { base: baseState(rawState), isUnknown: runState(rawState) === "unknown" };
  if (states.size >= MOST_STATES) states.clear();
  states.set(rawState, read);
  return read;
}

const UNKNOWN_STATE: Outcome = { verdict: "unknown_state" };
const NOT_ENDED: Outcome = { verdict: "not_ended" };
const NEVER_STARTED: Outcome = { verdict: "never_started" };
const NO_RATE_CARD: Outcome = { verdict: "no_rate_card" };
const FREE_STATE: Outcome = { verdict: "free_state" };
const TOO_LARGE: Outcome = { verdict: "too_large" };

const LARGEST = 2n ** 63n - 1n;
/** 9999-12-31T23:59:59Z: later times have no RFC 3339 form. */
const LAST_INSTANT = 253_402_300_799;

function fits(charge: Charge): boolean {
  return (
    charge.cpuMilliseconds <= LARGEST &&
    charge.memoryKibSeconds <= LARGEST &&
    charge.gpuSeconds <= LARGEST &&
    charge.cpuMicros <= LARGEST &&
    charge.memoryMicros <= LARGEST &&
    charge.gpuMicros <= LARGEST
  );
}
