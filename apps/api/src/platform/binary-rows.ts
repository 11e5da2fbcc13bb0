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
  write: writeText,
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
    const empty = withHeader(Buffer.alloc(EMPTY_HEADER), { count: 0, oid: encoding.oid });
    return { name, key, encoding, empty, picked: encoding.sent === type ? name : `${name}::${type} as ${name}` };
  });
  const sent = columns.map(({ encoding }, index) => `$${first + index}::${encoding.sent}[]`);
  const names = columns.map(({ name }) => name).join(", ");
  return {
    table: `(select ${columns.map(({ picked }) => picked).join(", ")} from unnest(${sent.join(", ")}) as u (${names})) as t`,
    next: first + columns.length,
    values: (rows) =>
      columns.map(({ key, encoding, empty }) =>
        rows.length === 0 ? empty : binaryColumn(rows, key as keyof Row, encoding),
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
function binaryColumn<Row>(rows: readonly Row[], key: keyof Row, { oid, as, most, write }: Encoding): Buffer {
  let size = HEADER;
  const values: Value[] = [];
  for (const row of rows) {
    const given = row[key] as Value;
    const value = given === null || as === undefined ? given : as(given as never);
    values.push(value);
    size += 4 + (value === null ? 0 : most(value as never));
  }
  const column = Buffer.allocUnsafe(size);
  let at = HEADER;
  let hasNull = false;
  for (const value of values) {
    if (value === null) hasNull = true;
    const length = value === null ? -1 : write(column, value as never, at + 4);
    column.writeInt32BE(length, at);
    at += 4 + Math.max(0, length);
  }
  return withHeader(column, { count: rows.length, oid, hasNull }).subarray(0, at);
}

/** The same bytes, which begin with what an array begins with. */
function withHeader(
  into: Buffer,
  { count, oid, hasNull = false }: { count: number; oid: number; hasNull?: boolean },
): Buffer {
  into.writeInt32BE(count === 0 ? 0 : 1, 0);
  into.writeInt32BE(hasNull ? 1 : 0, 4);
  into.writeInt32BE(oid, 8);
  if (count === 0) return into;
  into.writeInt32BE(count, 12);
  into.writeInt32BE(1, 16);
  return into;
}

/** Longer texts are quicker written by Node's own hand. */
const SHORT = 48;

function writeText(into: Buffer, value: string, at: number): number {
  const { length } = value;
  if (length > SHORT) return into.write(value, at);
  for (let index = 0; index < length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit > 127) return into.write(value, at);
    into[at + index] = unit;
  }
  return length;
}

function writeBigint(into: Buffer, value: number | bigint, at: number): number {
  if (typeof value === "bigint") return into.writeBigInt64BE(value, at) - at;
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number that can be told exactly`);
  into.writeInt32BE(Math.floor(value / TWO_32), at);
  into.writeUInt32BE(value >>> 0, at + 4);
  return 8;
}

/** The value of a hexadecimal digit by its code; 255 where it is none. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(digit) ? 255 : digit;
});
const HYPHEN = 45;

function writeUuid(into: Buffer, value: string, at: number): number {
  let digits = 0;
  let high = 0;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === HYPHEN) continue;
    const digit = DIGITS[code] ?? 255;
    if (digit > 15 || digits === 32) throw new RangeError(`${value} is no UUID`);
    if (digits % 2 === 0) high = digit << 4;
    else into[at + (digits >> 1)] = high | digit;
    digits += 1;
  }
  if (digits !== 32) throw new RangeError(`${value} is no UUID`);
  return 16;
}

/** An array of texts as PostgreSQL writes it. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}
