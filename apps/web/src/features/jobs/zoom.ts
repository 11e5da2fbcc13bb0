/** A stretch of time, in epoch seconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A shorter stretch than two minutes has nothing to show. */
export const SHORTEST_SECONDS = 120;

/** A stretch around the same middle, so many times as long, within the whole; null where that is all of it. */
export function zoomed({ from, to }: Stretch, times: number, whole: Stretch): Stretch | null {
  const length = Math.max(SHORTEST_SECONDS, (to - from) * times);
  const middle = (from + to) / 2;
  return within({ from: middle - length / 2, to: middle + length / 2 }, whole);
}

/** A stretch that somebody marked, made long enough to show something, within the whole. */
export function marked({ from, to }: Stretch, whole: Stretch): Stretch | null {
  return zoomed({ from, to }, 1, whole);
}

/** The stretch beside it, by so many times its length, within the whole. */
export function moved({ from, to }: Stretch, times: number, whole: Stretch): Stretch | null {
  const by = (to - from) * times;
  return within({ from: from + by, to: to + by }, whole);
}

function within({ from, to }: Stretch, whole: Stretch): Stretch | null {
  const length = to - from;
  if (length >= whole.to - whole.from) return null;
  const begin = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: Math.floor(begin), to: Math.ceil(begin + length) };
}
