/** Calls `tell` with the answers per second that were given within `seconds`, after the warm-up. */
export function measureRate({ warmUpMilliseconds, seconds, answers, tell }) {
  setTimeout(() => {
    const [from, begun] = [performance.now(), answers()];
    setTimeout(() => tell(((answers() - begun) * 1000) / (performance.now() - from)), seconds * 1000);
  }, warmUpMilliseconds);
}
