/** How many looks may fail before a picture is out of date. */
const MISSED_LOOKS = 3;
/** Where looks are far apart or switched off, a picture is judged as if there were one each half minute. */
const USUAL_SECONDS = 30;

/** Whether a picture is too old to be taken for how the cluster is now. `ageSeconds` null: there is no picture at all. */
export function isStale(ageSeconds: number | null, everySeconds: number): boolean {
  const between = everySeconds === 0 ? USUAL_SECONDS : everySeconds;
  return ageSeconds === null || ageSeconds > MISSED_LOOKS * Math.max(between, USUAL_SECONDS);
}
