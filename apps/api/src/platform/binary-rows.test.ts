import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { binaryRows } from "./binary-rows.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => await database[Symbol.asyncDispose]());

interface Row {
  readonly small: number | null;
  readonly large: number | null;
  readonly exact: number | null;
  readonly sure: boolean | null;
  readonly id: string | null;
  readonly words: string | null;
  readonly list: readonly string[] | null;
  readonly told: object | null;
  readonly kept: object | null;
}

const DEFINITION =
  "small integer, large bigint, exact double precision, sure boolean, id uuid, words text, list text[], told json, kept jsonb";

async function read(rows: readonly Row[]): Promise<Row[]> {
  const sent = binaryRows<Row>(DEFINITION, 2);
  expect(sent.next).toBe(11);
  const { rows: found } = await database.db.pool.query<Row & { large: bigint | null; of: string }>(
    `select $1::text as of, t.* from ${sent.table}`,
    ["them", ...sent.values(rows)],
  );
  return found.map(({ of, large, ...row }) => ({ ...row, large: large === null ? null : Number(large) }));
}

it("is read as it was sent, whatever is in it", async () => {
  const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((each) => !each.includes("\0"));
  const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 });
  const json = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.oneof(text, fc.integer(), fc.constant(null)), {
    noNullPrototype: true,
  });
  const row = fc.record<Row>({
    small: orNull(fc.integer()),
    large: orNull(fc.maxSafeInteger()),
    exact: orNull(fc.double({ noNaN: true })),
    sure: orNull(fc.boolean()),
    id: orNull(fc.uuid()),
    words: orNull(text),
    list: orNull(fc.array(text, { maxLength: 4 })),
    told: orNull(json),
    kept: orNull(json),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      expect(await read(rows)).toEqual(rows);
    }),
    { numRuns: 300 },
  );
}, 60_000);

const NOTHING: Row = {
  ...{ small: null, large: null, exact: null, sure: null, id: null, words: null, list: null, told: null, kept: null },
};

it("keeps what JSON would change, and quotes what an array would take apart", async () => {
  const rows = [
    { ...NOTHING, large: Number.MIN_SAFE_INTEGER, exact: -0.1, words: "", list: ["", "NULL", 'a"b\\c,{d}', "ห้อง"] },
    { ...NOTHING, large: 2 ** 32, small: -(2 ** 31), exact: Number.POSITIVE_INFINITY, list: [] },
  ];
  expect(await read(rows)).toEqual(rows);
  expect(await read([])).toEqual([]);
});

it("refuses what it would not send as it is", () => {
  const sent = binaryRows<Row>(DEFINITION, 1);
  const send = (row: Partial<Row>) => () => sent.values([{ ...NOTHING, ...row }]);
  expect(send({ large: 2 ** 53 })).toThrow(RangeError);
  expect(send({ large: 0.5 })).toThrow(RangeError);
  expect(send({ small: 2 ** 31 })).toThrow(RangeError);
  for (const id of ["", "a-b", "0190a0a0-0000-7000-8000-00000000000x", "0190a0a0-0000-7000-8000-0000000000011"]) {
    expect(send({ id }), id).toThrow(RangeError);
  }
  expect(() => binaryRows<Row>("small money", 1)).toThrow("small money");
});
