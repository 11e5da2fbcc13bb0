import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountInWordsEnglish, amountInWordsThai } from "./amount-in-words.ts";

describe("amountInWordsThai", () => {
  it.each([
    [0n, "ศูนย์บาทถ้วน"],
    [1n, "หนึ่งสตางค์"],
    [11n, "สิบเอ็ดสตางค์"],
    [21n, "ยี่สิบเอ็ดสตางค์"],
    [25n, "ยี่สิบห้าสตางค์"],
    [1_00n, "หนึ่งบาทถ้วน"],
    [1_01n, "หนึ่งบาทหนึ่งสตางค์"],
    [10_00n, "สิบบาทถ้วน"],
    [11_00n, "สิบเอ็ดบาทถ้วน"],
    [20_00n, "ยี่สิบบาทถ้วน"],
    [21_21n, "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์"],
    [100_00n, "หนึ่งร้อยบาทถ้วน"],
    [101_00n, "หนึ่งร้อยเอ็ดบาทถ้วน"],
    [110_00n, "หนึ่งร้อยสิบบาทถ้วน"],
    [111_00n, "หนึ่งร้อยสิบเอ็ดบาทถ้วน"],
    [1_001_00n, "หนึ่งพันเอ็ดบาทถ้วน"],
    [6_779_79n, "หกพันเจ็ดร้อยเจ็ดสิบเก้าบาทเจ็ดสิบเก้าสตางค์"],
    [10_000_00n, "หนึ่งหมื่นบาทถ้วน"],
    [123_456_78n, "หนึ่งแสนสองหมื่นสามพันสี่ร้อยห้าสิบหกบาทเจ็ดสิบแปดสตางค์"],
    [1_000_000_00n, "หนึ่งล้านบาทถ้วน"],
    [1_000_001_00n, "หนึ่งล้านเอ็ดบาทถ้วน"],
    [11_000_000_00n, "สิบเอ็ดล้านบาทถ้วน"],
    [21_000_021_50n, "ยี่สิบเอ็ดล้านยี่สิบเอ็ดบาทห้าสิบสตางค์"],
    [101_000_000_00n, "หนึ่งร้อยเอ็ดล้านบาทถ้วน"],
    [1_000_000_000_000_00n, "หนึ่งล้านล้านบาทถ้วน"],
    [1_000_001_000_001_00n, "หนึ่งล้านเอ็ดล้านเอ็ดบาทถ้วน"],
  ])("writes %s satang as %s", (minor, words) => {
    expect(amountInWordsThai(minor)).toBe(words);
  });

  it("refuses a negative amount", () => {
    expect(() => amountInWordsThai(-1n)).toThrow(RangeError);
  });

  it("can be read back to the same amount, whatever the amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 26n }), (minor) => {
        expect(readThai(amountInWordsThai(minor))).toBe(minor);
      }),
    );
  });
});

describe("amountInWordsEnglish", () => {
  it.each([
    [0n, "THB", "Zero baht"],
    [25n, "THB", "Twenty-five satang"],
    [1_00n, "THB", "One baht"],
    [101_00n, "THB", "One hundred one baht"],
    [6_779_79n, "THB", "Six thousand seven hundred seventy-nine baht and seventy-nine satang"],
    [1_000_000_01n, "THB", "One million baht and one satang"],
    [1_01n, "USD", "One US dollar and one cent"],
    [20_15n, "USD", "Twenty US dollars and fifteen cents"],
    [40_05n, "CHF", "Forty CHF and 05/100"],
    [13_00n, "CHF", "Thirteen CHF"],
  ])("writes %s hundredths of %s", (minor, currency, words) => {
    expect(amountInWordsEnglish(minor, currency)).toBe(words);
  });

  it("refuses what is negative or beyond its words", () => {
    expect(() => amountInWordsEnglish(-1n, "THB")).toThrow(RangeError);
    expect(() => amountInWordsEnglish(10n ** 23n, "THB")).toThrow(RangeError);
  });

  it("can be read back to the same amount, whatever the amount", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 23n - 1n }), (minor) => {
        expect(readEnglish(amountInWordsEnglish(minor, "THB"))).toBe(minor);
      }),
    );
  });
});

/** An independent reader: consumes the longest word at each place and knows nothing of how the writer works. */
function readThai(text: string): bigint {
  const match = /^(?:(?<baht>.+?)บาท)?(?:ถ้วน|(?<satang>.+)สตางค์)$/.exec(text);
  if (match?.groups === undefined) throw new Error(`not an amount: ${text}`);
  return thaiWords(match.groups.baht ?? "") * 100n + thaiWords(match.groups.satang ?? "");
}

function thaiWords(text: string): bigint {
  const digits = new Map(
    ["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"].map((word, value) => [word, BigInt(value)]),
  );
  digits.set("เอ็ด", 1n).set("ยี่", 2n);
  const places = new Map(["สิบ", "ร้อย", "พัน", "หมื่น", "แสน"].map((word, index) => [word, 10n ** BigInt(index + 1)]));
  let millions = 0n;
  let group = 0n;
  let digit: bigint | undefined;
  let rest = text;
  while (rest !== "") {
    const word = [...digits.keys(), ...places.keys(), "ล้าน"].find((candidate) => rest.startsWith(candidate));
    if (word === undefined) throw new Error(`not a number: ${rest}`);
    rest = rest.slice(word.length);
    const place = places.get(word);
    if (place !== undefined) {
      group += (digit ?? 1n) * place;
      digit = undefined;
    } else if (word === "ล้าน") {
      millions = (millions + group + (digit ?? 0n)) * 1_000_000n;
      group = 0n;
      digit = undefined;
    } else digit = digits.get(word);
  }
  return millions + group + (digit ?? 0n);
}

function readEnglish(text: string): bigint {
  const [first = "", second = ""] = text.toLowerCase().split(" and ");
  const read = (part: string, unit: string) => englishWords(part.slice(0, -unit.length).trim());
  if (first.endsWith("satang")) return read(first, "satang");
  return read(first, "baht") * 100n + (second === "" ? 0n : read(second, "satang"));
}

function englishWords(text: string): bigint {
  const ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(
    " ",
  );
  ones.push("sixteen", "seventeen", "eighteen", "nineteen");
  const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
  const scales = "thousand million billion trillion quadrillion quintillion".split(" ");
  let total = 0n;
  let group = 0n;
  for (const word of text.split(/[ -]/)) {
    if (scales.includes(word)) {
      total += group * 1000n ** BigInt(scales.indexOf(word) + 1);
      group = 0n;
    } else if (word === "hundred") group *= 100n;
    else if (tens.includes(word)) group += BigInt(tens.indexOf(word) + 2) * 10n;
    else if (ones.includes(word)) group += BigInt(ones.indexOf(word));
    else throw new Error(`not a number word: ${word}`);
  }
  return total + group;
}
