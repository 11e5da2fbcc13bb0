/** Decimal strings as the contract writes them, worked on without ever becoming a JS number. */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

interface Parts {
  readonly sign: string;
  readonly whole: string;
  readonly fraction: string;
}

function partsOf(text: string): Parts | null {
  const match = DECIMAL.exec(text);
  return match === null ? null : { sign: match[1] ?? "", whole: match[2] ?? "0", fraction: match[3] ?? "" };
}

/**
 * Groups thousands and keeps every digit that says something: trailing zeros go, down to `minimumDigits` decimals.
 * Nothing is rounded. A text that is no decimal comes back as it is, so that a surprise stays visible.
 */
export function groupDecimal(text: string, minimumDigits: number): string {
  const parts = partsOf(text);
  if (parts === null) return text;
  const kept = parts.fraction.replace(/0+$/, "").padEnd(minimumDigits, "0");
  const whole = parts.whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = /[1-9]/.test(parts.whole + parts.fraction) ? parts.sign.replace("-", "−") : "";
  return kept === "" ? `${sign}${whole}` : `${sign}${whole}.${kept}`;
}

/** The exact sum of decimal strings, with as many decimals as the longest of them; throws for a text that is no decimal. */
export function addDecimals(texts: readonly string[]): string {
  const all = texts.map((text) => {
    const parts = partsOf(text);
    if (parts === null) throw new RangeError(`not a decimal: ${text}`);
    return parts;
  });
  const scale = Math.max(0, ...all.map((parts) => parts.fraction.length));
  let sum = 0n;
  for (const { sign, whole, fraction } of all) sum += BigInt(`${sign}${whole}${fraction.padEnd(scale, "0")}`);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, "0");
  const sign = sum < 0n ? "-" : "";
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Rounded half up, away from zero, to so many decimals: for overviews only, since what is billed is never rounded here. */
export function roundDecimal(text: string, digits: number): string {
  const parts = partsOf(text);
  if (parts === null) return text;
  const fraction = parts.fraction.padEnd(digits + 1, "0");
  const kept = BigInt(parts.whole + fraction.slice(0, digits));
  const rounded = (fraction.charAt(digits) >= "5" ? kept + 1n : kept).toString().padStart(digits + 1, "0");
  if (digits === 0) return `${parts.sign}${rounded}`;
  return `${parts.sign}${rounded.slice(0, -digits)}.${rounded.slice(-digits)}`;
}

/** True for "0", "0.00" and the like. */
export function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}
