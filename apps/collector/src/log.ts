/** Writes one JSON object a line, as the rest of Purser does. */
export type Log = (
  level: "info" | "warn" | "error",
  message: string,
  facts?: Readonly<Record<string, unknown>>,
) => void;

export const logTo =
  (stream: { write(text: string): unknown }, now: () => Date): Log =>
  (level, message, facts = {}) => {
    stream.write(`${JSON.stringify({ time: now().toISOString(), level, msg: message, ...facts })}\n`);
  };

/** What went wrong, in a word or two: a system's code where there is one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? error.cause : error;
  return "code" in inner && typeof inner.code === "string" ? inner.code : inner.message;
}
