const THAI_DIGITS = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"] as const;
const THAI_PLACES = ["", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"] as const;
const MILLION = 1_000_000n;

const ENGLISH_ONES = [
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
  "seventeen eighteen nineteen",
].flatMap((words) => words.split(" "));
const ENGLISH_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"] as const;
const ENGLISH_SCALES = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"] as const;

interface CurrencyWords {
  readonly one: string;
  readonly many: string;
  readonly minorOne: string;
  readonly minorMany: string;
}
const CURRENCIES: Readonly<Record<string, CurrencyWords>> = {
  THB: { one: "baht", many: "baht", minorOne: "satang", minorMany: "satang" },
  USD: { one: "US dollar", many: "US dollars", minorOne: "cent", minorMany: "cents" },
  EUR: { one: "euro", many: "euros", minorOne: "cent", minorMany: "cents" },
};

/**
 * An amount of `minor` satang as Thai documents write it: `หนึ่งร้อยเอ็ดบาทถ้วน`, `หนึ่งบาทยี่สิบเอ็ดสตางค์`.
 * Exact for any size: above six digits the millions are words of their own (`ล้านล้าน`).
 *
 * @throws {RangeError} if the amount is negative: a bill never is.
 */
export function amountInWordsThai(minor: bigint): string {
  const { whole, hundredths } = split(minor);
  if (hundredths === 0n) return `${whole === 0n ? "ศูนย์" : thaiNumber(whole)}บาทถ้วน`;
  const baht = whole === 0n ? "" : `${thaiNumber(whole)}บาท`;
  return `${baht}${thaiNumber(hundredths)}สตางค์`;
}

/**
 * An amount of `minor` hundredths of `currency` in English: `Six thousand seven hundred seventy-nine baht and
 * seventy-nine satang`. A currency whose words are not known is written by its code, its hundredths as a fraction.
 *
 * @throws {RangeError} if the amount is negative, or beyond the words there are (10^21).
 */
export function amountInWordsEnglish(minor: bigint, currency: string): string {
  const { whole, hundredths } = split(minor);
  const words = CURRENCIES[currency];
  const text = words === undefined ? byCode(whole, hundredths, currency) : byName(whole, hundredths, words);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function byName(whole: bigint, hundredths: bigint, words: CurrencyWords): string {
  const units = `${englishNumber(whole)} ${whole === 1n ? words.one : words.many}`;
  if (hundredths === 0n) return units;
  const minor = `${englishNumber(hundredths)} ${hundredths === 1n ? words.minorOne : words.minorMany}`;
  return whole === 0n ? minor : `${units} and ${minor}`;
}

function byCode(whole: bigint, hundredths: bigint, currency: string): string {
  const units = `${englishNumber(whole)} ${currency}`;
  return hundredths === 0n ? units : `${units} and ${hundredths.toString().padStart(2, "0")}/100`;
}

function split(minor: bigint): { whole: bigint; hundredths: bigint } {
  if (minor < 0n) throw new RangeError("an amount in words is not negative");
  return { whole: minor / 100n, hundredths: minor % 100n };
}

function thaiNumber(value: bigint): string {
  if (value < MILLION) return thaiBelowMillion(Number(value), false);
  return `${thaiNumber(value / MILLION)}ล้าน${thaiBelowMillion(Number(value % MILLION), true)}`;
}

/** A final one is เอ็ด wherever anything stands before it in the number, and หนึ่ง where it stands alone. */
function thaiBelowMillion(value: number, somethingBefore: boolean): string {
  const digits = value.toString();
  let words = "";
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[index]);
    const place = digits.length - 1 - index;
    if (digit === 0) continue;
    const follows = somethingBefore || words !== "";
    words += thaiDigit(digit, place, follows) + (THAI_PLACES[place] ?? "");
  }
  return words;
}

function thaiDigit(digit: number, place: number, follows: boolean): string {
  if (place === 1 && digit === 1) return "";
  if (place === 1 && digit === 2) return "ยี่";
  if (place === 0 && digit === 1 && follows) return "เอ็ด";
  return THAI_DIGITS[digit] ?? "";
}

function englishNumber(value: bigint): string {
  if (value === 0n) return "zero";
  const groups: string[] = [];
  let rest = value;
  for (let scale = 0; rest > 0n; scale += 1, rest /= 1000n) {
    const name = ENGLISH_SCALES[scale];
    if (name === undefined) throw new RangeError("an amount beyond the words there are");
    const group = Number(rest % 1000n);
    if (group > 0) groups.unshift(name === "" ? englishBelowThousand(group) : `${englishBelowThousand(group)} ${name}`);
  }
  return groups.join(" ");
}

function englishBelowThousand(value: number): string {
  const hundreds = value >= 100 ? `${ENGLISH_ONES[Math.floor(value / 100)]} hundred` : "";
  const rest = value % 100;
  if (rest === 0) return hundreds;
  const tens = rest < 20 ? ENGLISH_ONES[rest] : englishTens(rest);
  return hundreds === "" ? `${tens}` : `${hundreds} ${tens}`;
}

function englishTens(value: number): string {
  const tens = ENGLISH_TENS[Math.floor(value / 10)];
  return value % 10 === 0 ? `${tens}` : `${tens}-${ENGLISH_ONES[value % 10]}`;
}
