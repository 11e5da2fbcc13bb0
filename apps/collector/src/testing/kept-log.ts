import type { Log } from "../log.ts";

/** A log that is kept, line by line. */
export function keptLog() {
  const lines: { readonly level: string; readonly message: string; readonly facts: Record<string, unknown> }[] = [];
  const log: Log = (level, message, facts = {}) => void lines.push({ level, message, facts });
  return { lines, log };
}
