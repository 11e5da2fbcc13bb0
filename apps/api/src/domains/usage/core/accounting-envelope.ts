import { isObject, memberOf } from "./json-values.ts";

/** What Slurm says of its own answer. */
export type EnvelopeVerdict =
  | { readonly outcome: "answered" }
  /** There is nothing in what was asked for: no error, though the older versions call it one. */
  | { readonly outcome: "nothing-found" }
  /** Slurm could not answer, in its own words: short, and without control characters. */
  | { readonly outcome: "refused"; readonly errorNumber: number | null; readonly text: string };

/** `ESLURM_REST_EMPTY_RESULT`, with which versions up to v0.0.39 answer where they find nothing. */
const NOTHING_FOUND = 9003;
const LONGEST_TEXT = 300;

/**
 * Judges an answer of Slurm by what stands around its jobs. The status of HTTP is no help: it is 200 with errors in it.
 *
 * Up to v0.0.39 an empty result is an error of its own, later it is a warning. Anything else in `errors` means that the
 * answer is not, or not all of, what was asked for.
 */
export function judgeEnvelope(envelope: unknown): EnvelopeVerdict {
  const errors = memberOf(envelope, "errors");
  const list = Array.isArray(errors) ? errors : [];
  const [worst] = list.filter((error) => !isNothingFound(error));
  if (worst !== undefined) {
    const number = memberOf(worst, "error_number") ?? memberOf(worst, "errno");
    return { outcome: "refused", errorNumber: typeof number === "number" ? number : null, text: textOf(worst) };
  }
  const foundNothing = list.length > 0 || isEmpty(memberOf(envelope, "warnings"));
  return { outcome: foundNothing ? "nothing-found" : "answered" };
}

/** The last number of the version whose shape the answer has, as far as it says so: 42 of `data_parser/v0.0.42`. */
export function envelopeVersion(envelope: unknown): number | null {
  const plugin = memberOf(envelope, "meta", "plugin");
  for (const value of [memberOf(plugin, "data_parser"), memberOf(plugin, "type"), memberOf(plugin, "name")]) {
    const version = typeof value === "string" ? /v0\.0\.(\d{1,4})\b/.exec(value)?.[1] : undefined;
    if (version !== undefined) return Number(version);
  }
  return null;
}

function isNothingFound(error: unknown): boolean {
  return (memberOf(error, "error_number") ?? memberOf(error, "errno")) === NOTHING_FOUND;
}

function isEmpty(warnings: unknown): boolean {
  return Array.isArray(warnings) && warnings.some((warning) => /found nothing/.test(textOf(warning)));
}

function textOf(error: unknown): string {
  const said = isObject(error) ? [error.description, error.error].filter((part) => typeof part === "string") : [error];
  return said
    .join(": ")
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, LONGEST_TEXT);
}
