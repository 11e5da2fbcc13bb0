/** So many failures within the window lock a pair of user name and address. */
export const MAX_FAILURES = 5;
const WINDOW_MS = 60_000;
const LOCK_MS = 300_000;

/** What is known of one pair's attempts. */
export interface ThrottleState {
  /** When attempts failed, as far back as the window reaches. */
  readonly failedAt: readonly Date[];
  /** When the attempts began that are being checked now. */
  readonly pendingAt: readonly Date[];
  readonly lockedUntil: Date | null;
}

/** `admitted`: it may be checked, in this state. `wait`: those being checked now decide first. `locked`: not at all. */
export type Admission =
  | { readonly kind: "admitted"; readonly state: ThrottleState }
  | { readonly kind: "wait" }
  | { readonly kind: "locked"; readonly until: Date };

/** `undecided`: neither right nor wrong, as where a further proof is asked for, or none could be checked. */
export type AttemptOutcome = "proven" | "failed" | "undecided";

/**
 * Whether one more attempt may be checked. Those that are being checked count as failures until they are decided, so
 * that no more than five can be wrong however many come at once. One that never was decided drops out with the window.
 */
export function admit(state: ThrottleState, now: Date): Admission {
  if (state.lockedUntil !== null && now < state.lockedUntil) return { kind: "locked", until: state.lockedUntil };
  const { failedAt, pendingAt } = state.lockedUntil === null ? recent(state, now) : { failedAt: [], pendingAt: [] };
  if (failedAt.length + pendingAt.length >= MAX_FAILURES) return { kind: "wait" };
  return { kind: "admitted", state: { failedAt, pendingAt: [...pendingAt, now], lockedUntil: null } };
}

/** What is known after the attempt that began at `startedAt` was decided. Being right forgives the failures before. */
export function settle(state: ThrottleState, startedAt: Date, outcome: AttemptOutcome, now: Date): ThrottleState {
  const own = state.pendingAt.findIndex((each) => each.getTime() === startedAt.getTime());
  const { failedAt, pendingAt } = recent({ ...state, pendingAt: state.pendingAt.filter((_, at) => at !== own) }, now);
  if (outcome === "proven") return { failedAt: [], pendingAt, lockedUntil: null };
  if (outcome === "undecided") return { failedAt, pendingAt, lockedUntil: state.lockedUntil };
  const failed = [...failedAt, now].slice(-MAX_FAILURES);
  const isFull = failed.length >= MAX_FAILURES || failed.length + pendingAt.length > MAX_FAILURES;
  const lockedUntil = state.lockedUntil ?? (isFull ? new Date(now.getTime() + LOCK_MS) : null);
  return { failedAt: failed, pendingAt, lockedUntil };
}

/** Whether there is nothing left to remember. */
export function isForgettable({ failedAt, pendingAt, lockedUntil }: ThrottleState): boolean {
  return failedAt.length === 0 && pendingAt.length === 0 && lockedUntil === null;
}

/** The whole seconds until a time, at least one. */
export function secondsUntil(until: Date, now: Date): number {
  return Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
}

/** While a pair is locked its failures stay as they are: they say why. */
function recent({ failedAt, pendingAt, lockedUntil }: ThrottleState, now: Date) {
  const isRecent = (each: Date) => now.getTime() - each.getTime() < WINDOW_MS;
  return {
    failedAt: lockedUntil === null ? failedAt.filter(isRecent) : failedAt,
    pendingAt: pendingAt.filter(isRecent),
  };
}
