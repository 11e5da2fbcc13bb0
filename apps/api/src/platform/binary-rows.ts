type Value = string | number | bigint | boolean | object | null;

interface Encoding {
  /** The type that is sent, and its number in `pg_type`; what arrays cannot hold in binary form goes as text and is cast. */
  readonly sent: string;
  readonly oid: number;
  /** What is written of a value, where that is not the value. */
  readonly as?: (value: never) => string;
  /** The most bytes that a value can take. */
  readonly most: (value: never) => number;
  /** Writes a value and returns how many bytes it took. */
  readonly write: (into: Buffer, value: never, at: number) => number;
}

const TWO_32 = 2 ** 32;
const TEXT: Encoding = {
  sent: "text",
  oid: 25,
  most: (value: string) => 3 * value.length, // a unit of UTF-16 takes at most three bytes of UTF-8
  write: (into, value: string, at) => into.write(value, at),
};
const JSON_TEXT: Encoding = { ...TEXT, as: JSON.stringify };

const ENCODINGS: Readonly<Record<string, Encoding>> = {
  bigint: { sent: "bigint", oid: 20, most: () => 8, write: writeBigint },
  boolean: {
    sent: "boolean",
    oid: 16,
    most: () => 1,
    write: (into, value, at) => into.writeUInt8(Number(value), at) - at,
  },
  "double precision": {
    sent: "double precision",
    oid: 701,
    most: () => 8,
    write: (into, value, at) => into.writeDoubleBE(value, at) - at,
  },
  bytea: {
    sent: "bytea",
    oid: 17,
    most: (value: Buffer) => value.length,
    write: (into, value: Buffer, at) => value.copy(into, at),
  },
  integer: { sent: "integer", oid: 23, most: () => 4, write: (into, value, at) => into.writeInt32BE(value, at) - at },
  json: JSON_TEXT,
  jsonb: JSON_TEXT,
  text: TEXT,
  "text[]": { ...TEXT, as: arrayText },
  uuid: { sent: "uuid", oid: 2950, most: () => 16, write: writeUuid },
  // A transaction's number comes as text, since it may be larger than any number of JavaScript.
  xid8: {
    sent: "xid8",
    oid: 5069,
    most: () => 8,
    write: (into, value: string, at) => into.writeBigUInt64BE(BigInt(value), at) - at,
  },
};

/** Rows that go out as one parameter for each of their columns. */
export interface BinaryRows<Row> {
  /** What the statement reads them from, as the table `t`. */
  readonly table: string;
  /** The number of the first parameter after them. */
  readonly next: number;
  readonly values: (rows: readonly Row[]) => Buffer[];
}

/**
 * Rows as the parameters of a statement from the number `first` on. `definition` names their columns and types as after
 * `json_to_recordset`, which this stands for where it is called often: PostgreSQL reads arrays in their binary form with half of the work
 * that the same rows cost it as JSON, where each value bears its name and is text.
 */
export function binaryRows<Row extends object>(definition: string, first: number): BinaryRows<Row> {
  const columns = definition.split(",").map((column) => {
    const [name = "", ...words] = column.trim().split(/\s+/);
    const type = words.join(" ");
    const encoding = ENCODINGS[type];
    if (encoding === undefined) throw new Error(`no binary form is known of the column ${column.trim()}`);
    const key = name.replaceAll('"', "");
    return { name, key, encoding, picked: encoding.sent === type ? name : `${name}::${type} as ${name}` };
  });
  const sent = columns.map(({ encoding }, index) => `$${first + index}::${encoding.sent}[]`);
  const names = columns.map(({ name }) => name).join(", ");
  return {
    table: `(select ${columns.map(({ picked }) => picked).join(", ")} from unnest(${sent.join(", ")}) as u (${names})) as t`,
    next: first + columns.length,
    values: (rows) =>
      columns.map(({ key, encoding }) =>
        binaryColumn(
          encoding,
          rows.map((row) => row[key as keyof Row] as Value),
        ),
      ),
  };
}

/** How many dimensions, whether any is null, of which type, how many, and the number of the first. */
const HEADER = 20;
const EMPTY_HEADER = 12;

/**
 * An array in PostgreSQL's binary form: all numbers big-endian, each value after its length, -1 for null. Source: `array_recv` in
 * its `src/backend/utils/adt/arrayfuncs.c`.
 */
function binaryColumn({ oid, as, most, write }: Encoding, values: readonly Value[]): Buffer {
  const written = as === undefined ? values : values.map((value) => (value === null ? null : as(value as never)));
  let size = HEADER;
  for (const value of written) size += 4 + (value === null ? 0 : most(value as never));
  const column = Buffer.allocUnsafe(size);
  let at = HEADER;
  let hasNull = 0;
  for (const value of written) {
    if (value === null) hasNull = 1;
    const length = value === null ? -1 : write(column, value as never, at + 4);
    column.writeInt32BE(length, at);
    at += 4 + Math.max(0, length);
  }
  const header = [values.length === 0 ? 0 : 1, hasNull, oid, values.length, 1];
  for (const [index, number] of header.entries()) column.writeInt32BE(number, 4 * index);
  return column.subarray(0, values.length === 0 ? EMPTY_HEADER : at);
}

function writeBigint(into: Buffer, value: number | bigint, at: number): number {
  if (typeof value === "bigint") return into.writeBigInt64BE(value, at) - at;
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number that can be told exactly`);
  into.writeInt32BE(Math.floor(value / TWO_32), at);
  into.writeUInt32BE(value >>> 0, at + 4);
  return 8;
}

function writeUuid(into: Buffer, value: string, at: number): number {
  const digits = value.replaceAll("-", "");
  const length = into.write(digits, at, 16, "hex");
  if (digits.length !== 32 || length !== 16) throw new RangeError(`${value} is no UUID`);
  return length;
}

/** An array of texts as PostgreSQL writes it. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
