import type { Language } from "./error-texts.ts";

type Texts = Readonly<Record<Language, string>>;

/** A fault that the contract's schemas found, as Ajv tells of it. */
export interface SchemaFault {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * What is wrong with a value, by the keyword of the schema that refuses it: a predicate, to stand after the name of the
 * field. `{limit}` is the keyword's own value.
 */
export const KEYWORD_TEXTS: Readonly<Record<string, Texts>> = {
  required: { en: "is missing", th: "ต้องระบุข้อมูลนี้" },
  additionalProperties: { en: "is not known here", th: "เป็นข้อมูลที่ระบบไม่รองรับ" },
  type: { en: "must be {limit}", th: "ต้องเป็น{limit}" },
  const: { en: "must be {limit}", th: "ต้องเป็น {limit}" },
  enum: { en: "must be one of {limit}", th: "ต้องเป็นค่าใดค่าหนึ่งต่อไปนี้ {limit}" },
  minLength: { en: "must have at least {limit} characters", th: "ต้องมีความยาวอย่างน้อย {limit} ตัวอักษร" },
  maxLength: { en: "must have at most {limit} characters", th: "ต้องมีความยาวไม่เกิน {limit} ตัวอักษร" },
  minimum: { en: "must be at least {limit}", th: "ต้องไม่น้อยกว่า {limit}" },
  maximum: { en: "must be at most {limit}", th: "ต้องไม่เกิน {limit}" },
  exclusiveMinimum: { en: "must be more than {limit}", th: "ต้องมากกว่า {limit}" },
  exclusiveMaximum: { en: "must be less than {limit}", th: "ต้องน้อยกว่า {limit}" },
  multipleOf: { en: "must be a multiple of {limit}", th: "ต้องเป็นจำนวนที่หารด้วย {limit} ลงตัว" },
  minItems: { en: "must have at least {limit} entries", th: "ต้องมีอย่างน้อย {limit} รายการ" },
  maxItems: { en: "must have at most {limit} entries", th: "ต้องมีไม่เกิน {limit} รายการ" },
  uniqueItems: { en: "has the same entry twice", th: "มีรายการซ้ำกัน" },
  minProperties: { en: "must have at least {limit} values", th: "ต้องระบุข้อมูลอย่างน้อย {limit} รายการ" },
  storable: { en: "holds a character that no text can", th: "มีอักขระที่ไม่สามารถบันทึกได้" },
};

/** Formats that the contract uses, by their names; one that no value can miss has none. */
export const FORMAT_TEXTS: Readonly<Record<string, Texts>> = {
  uuid: { en: "must be an id (a UUID)", th: "ต้องเป็นรหัสในรูปแบบ UUID" },
  date: { en: "must be a day such as 2026-03-31", th: "ต้องเป็นวันที่ เช่น 2026-03-31" },
  "date-time": {
    en: "must be a time with its zone, such as 2026-03-01T00:00:00+07:00",
    th: "ต้องเป็นวันและเวลาพร้อมเขตเวลา เช่น 2026-03-01T00:00:00+07:00",
  },
};

const NAME_OF_SMALL_LETTERS: Texts = {
  en: "may have small letters, digits, dots, hyphens and underscores, and begins with a letter or a digit",
  th: "ใช้ได้เฉพาะตัวอักษรอังกฤษตัวพิมพ์เล็ก ตัวเลข จุด ขีดกลาง และขีดล่าง โดยต้องขึ้นต้นด้วยตัวอักษรหรือตัวเลข",
};

/** What the patterns of the contract ask for, so that nobody has to read a regular expression. */
export const PATTERN_TEXTS: Readonly<Record<string, Texts>> = {
  "^[^\\u0000]*$": { en: "holds a character that no text can", th: "มีอักขระที่ไม่สามารถบันทึกได้" },
  "^20[0-9]{2}-(0[1-9]|1[0-2])$": { en: "must be a month such as 2026-03", th: "ต้องเป็นเดือน เช่น 2026-03" },
  "^[12]": { en: "must be a day of the years 1000 to 2999", th: "ต้องเป็นวันที่ของ ค.ศ. 1000 ถึง 2999" },
  "^[0-9]+$": { en: "may have digits alone", th: "ต้องเป็นตัวเลขเท่านั้น" },
  "^[0-9]{5}$": { en: "must be 5 digits", th: "ต้องเป็นตัวเลข 5 หลัก" },
  "^[0-9]{13}$": { en: "must be 13 digits", th: "ต้องเป็นตัวเลข 13 หลัก" },
  "^[1-9][0-9]{0,9}$": { en: "must be the number of a job", th: "ต้องเป็นหมายเลขงาน" },
  "^[0-9a-f]{64}$": {
    en: "must be 64 hexadecimal digits with small letters",
    th: "ต้องเป็นเลขฐานสิบหก 64 หลัก โดยใช้ตัวพิมพ์เล็ก",
  },
  "^[A-Za-z0-9_-]{43}$": {
    en: "must be 43 letters, digits, hyphens or underscores",
    th: "ต้องเป็นตัวอักษรอังกฤษ ตัวเลข ขีดกลาง หรือขีดล่าง รวม 43 ตัว",
  },
  "^[A-Za-z0-9_-]+$": { en: "is not one that a list has given", th: "ไม่ใช่ตำแหน่งหน้าถัดไปที่ระบบออกให้" },
  "^[a-z0-9][a-z0-9._-]*$": NAME_OF_SMALL_LETTERS,
  "^[a-z0-9][a-z0-9._-]{1,39}$": NAME_OF_SMALL_LETTERS,
  "^[A-Za-z0-9][A-Za-z0-9._-]*$": {
    en: "may have letters, digits, dots, hyphens and underscores, and begins with a letter or a digit",
    th: "ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข จุด ขีดกลาง และขีดล่าง โดยต้องขึ้นต้นด้วยตัวอักษรหรือตัวเลข",
  },
  "^[A-Za-z0-9_][A-Za-z0-9_.@+-]*$": {
    en: "may have letters, digits and _ . @ + -, and begins with a letter, a digit or an underscore",
    th: "ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข และ _ . @ + - โดยต้องขึ้นต้นด้วยตัวอักษร ตัวเลข หรือขีดล่าง",
  },
  "^[A-Za-z0-9_.:+-]+$": {
    en: "may have letters, digits and _ . : + -",
    th: "ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข และ _ . : + -",
  },
  "^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$": {
    en: "must be an address or a network, such as 10.0.0.0/8",
    th: "ต้องเป็นที่อยู่ IP หรือเครือข่าย เช่น 10.0.0.0/8",
  },
  "^[^\\s\\u0000-\\u001f]([^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f])?$": {
    en: "neither begins nor ends with a space, and holds no control characters",
    th: "ต้องไม่ขึ้นต้นหรือลงท้ายด้วยช่องว่าง และต้องไม่มีอักขระควบคุม",
  },
  "^[\\x21-\\x7e]+$": {
    en: "may have printable ASCII characters alone, and no spaces",
    th: "ใช้ได้เฉพาะอักขระ ASCII ที่พิมพ์ได้ โดยไม่มีช่องว่าง",
  },
  "^[\\x20-\\x7e]+$": { en: "may have printable ASCII characters alone", th: "ใช้ได้เฉพาะอักขระ ASCII ที่พิมพ์ได้" },
};

const TYPES: Readonly<Record<string, Texts>> = {
  string: { en: "text", th: "ข้อความ" },
  integer: { en: "a whole number", th: "จำนวนเต็ม" },
  number: { en: "a number", th: "ตัวเลข" },
  boolean: { en: "true or false", th: "ค่า true หรือ false" },
  array: { en: "a list", th: "ชุดรายการ" },
  object: { en: "an object", th: "ออบเจกต์ JSON" },
  null: { en: "null", th: "ค่า null" },
};

/** What asks for one at least asks for any. */
const NOT_EMPTY: Texts = { en: "must not be empty", th: "ต้องไม่เป็นค่าว่าง" };
const NOT_ALLOWED: Texts = { en: "is not allowed", th: "ไม่ถูกต้อง" };
const NOT_OF_MANY: Texts = { en: "is not one of the values that are allowed", th: "ไม่ใช่ค่าที่กำหนดให้ใช้ได้" };

/** More would make an answer long that names many faults. */
const MOST_VALUES = 12;

/** What is wrong with a value, in words: `month · must be a month such as 2026-03`. */
export function schemaIssue({ keyword, params }: SchemaFault, language: Language): string {
  if (keyword === "format") return (FORMAT_TEXTS[String(params.format)] ?? NOT_ALLOWED)[language];
  if (keyword === "pattern") return (PATTERN_TEXTS[String(params.pattern)] ?? NOT_ALLOWED)[language];
  if (/^min(Length|Items|Properties)$/.test(keyword) && params.limit === 1) return NOT_EMPTY[language];
  const values = params.allowedValues;
  if (keyword === "enum" && !(Array.isArray(values) && values.length <= MOST_VALUES)) return NOT_OF_MANY[language];
  return (KEYWORD_TEXTS[keyword] ?? NOT_ALLOWED)[language].replace("{limit}", () => limitText(params, language));
}

function limitText(params: SchemaFault["params"], language: Language): string {
  const { limit, multipleOf, allowedValue, allowedValues, type } = params;
  if (Array.isArray(allowedValues)) return allowedValues.join(", ");
  if (type !== undefined)
    return [type]
      .flat()
      .map((each) => TYPES[String(each)]?.[language] ?? each)
      .join(OR[language]);
  return String(limit ?? multipleOf ?? allowedValue);
}

const OR: Texts = { en: " or ", th: "หรือ" };
