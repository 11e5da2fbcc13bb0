import { divideHalfUp, formatScaled } from "@purser/kernel/money";
import type { LineComponent } from "./compose-receipt.ts";

const KIB_PER_GIB_AS_FIVES = 5n ** 20n; // 1 / 2^20 is 5^20 / 10^20: exact as a decimal

/** A quantity in CPU-milliseconds, GPU-seconds or KiB-seconds as CPU-, GPU- or GiB-seconds: an exact decimal string. */
export function quantitySeconds(component: LineComponent, quantity: bigint): string {
  switch (component) {
    case "cpu":
      return formatScaled(quantity, 3);
    case "gpu":
      return formatScaled(quantity, 0);
    case "memory":
      return formatScaled(quantity * KIB_PER_GIB_AS_FIVES, 20);
    case "minimum":
    case "adjustment":
      return "0";
  }
}

/** Seconds, an exact decimal string, as hours with six decimals, rounded half up: for reading, never for computing. */
export function hoursOf(seconds: string): string {
  const [whole = "0", fraction = ""] = seconds.split(".");
  const scaled = BigInt(whole + fraction);
  return formatScaled(divideHalfUp(scaled * 1_000_000n, 3600n * 10n ** BigInt(fraction.length)), 6);
}

/** A decimal string without the zeros at its end: `"1.500000"` is `"1.5"`, `"1.000"` is `"1"`. */
export function trimZeros(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/(?:\.|(?<![.0]))0+$/, "") : decimal;
}

/** A multiplier in units of 10^-12 as a decimal string: `"1.5"`. */
export function formatMultiplier(multiplierPicos: bigint): string {
  return trimZeros(formatScaled(multiplierPicos, 12));
}

/** A rate in millionths as per cent with at least two decimals: 70000 is `"7.00"`, 71250 is `"7.125"`. */
export function formatPercent(rateMicros: bigint): string {
  return formatScaled(rateMicros, 4).replace(/0{1,2}$/, "");
}
