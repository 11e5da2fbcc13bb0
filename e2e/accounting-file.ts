import { readFileSync } from "node:fs";

const RECORDED = new URL("../apps/api/src/domains/usage/fixtures/sacct-steps.psv", import.meta.url);

/** The month before this one in Bangkok, as `YYYY-MM`: it is over, so that it can be billed. */
export function lastMonth(now = new Date()): string {
  const local = new Date(now.getTime() + 7 * 3_600_000);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** The recorded text of sacct, moved to last month: what is billed must not depend on the day the journey is made. */
export function accountingFile(): { name: string; mimeType: string; buffer: Buffer } {
  const moved = readFileSync(RECORDED, "latin1").replace(/\b2026-11-(\d\dT)/g, `${lastMonth()}-$1`);
  return { name: "sacct-recorded.psv", mimeType: "text/plain", buffer: Buffer.from(moved, "latin1") };
}
