import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CSV_BOM, csvRows } from "./csv.ts";

/** A reader that is not ours. */
const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });

const DANGEROUS = ["=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"];
const anyText = fc.string({
  unit: fc.constantFrom(...DANGEROUS, '"', ",", ";", "'", "|", " ", "ก", "ำ", "\u202E", "a", "1"),
});

describe("csvRows", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["+66 2 000 0000", "'+66 2 000 0000"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t'=1"],
    ["\r=1", "'\r'=1"],
    ["\n=1", "'\n'=1"],
    ['a";=1;"', `a";'=1;"`],
    ["a|  +1; -2;3", "a|  '+1; '-2;3"],
    ['a\n""@x', `a\n""'@x`],
    ["  =1+1", "'  =1+1"],
    ["\uFF1D1+1", "'\uFF1D1+1"],
    ["a=1", "a=1"],
    ["'=1", "'=1"],
    ["", ""],
    ['น้ำ, "ใจ"\nสอง', 'น้ำ, "ใจ"\nสอง'],
  ])("writes the text %j so that %j is read", (text, expected) => {
    expect(read(csvRows([[text, "end"]]))).toEqual([[expected, "end"]]);
  });

  it("writes figures as figures, below zero as well, and nothing for null", () => {
    expect(csvRows([[-5, 12n, null, "x"]])).toBe('-5,12,,"x"\r\n');
  });

  it("begins a file with the mark of UTF-8", () => {
    expect(Buffer.from(CSV_BOM + csvRows([["ก"]])).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(read(CSV_BOM + csvRows([["ก", "ข"]]))).toEqual([["ก", "ข"]]);
  });

  it("gives no reader a cell that begins like a formula, and loses no letter of any text", () => {
    const rows = fc.array(fc.array(anyText, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, (given) => {
        const cells = read(csvRows(given));
        expect(cells.map((row) => row.length)).toEqual(given.map((row) => row.length));
        for (const [y, row] of cells.entries()) {
          for (const [x, cell] of row.entries()) {
            const original = given[y]?.[x] ?? "";
            expect(cell.replaceAll("'", "")).toBe(original.replaceAll("'", ""));
            expect(DANGEROUS).not.toContain(cell.trimStart()[0]);
            expect(DANGEROUS).not.toContain(cell[0]);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
