import type { ErrorCode } from "@purser/contract/schemas";
import { JOB_ERROR_TEXTS } from "./job-error-texts.ts";
import { PULL_ERROR_TEXTS } from "./pull-error-texts.ts";
import { RECONCILE_ERROR_TEXTS } from "./reconcile-error-texts.ts";
import { SAMPLE_ERROR_TEXTS } from "./sample-error-texts.ts";

export type Language = "en" | "th";

/** What each refusal says to a person; `{name}` is filled with a fact of the refusal. */
export const ERROR_TEXTS: Readonly<Record<ErrorCode, Readonly<Record<Language, string>>>> = {
  BODY_MALFORMED: { en: "The request cannot be read.", th: "ไม่สามารถอ่านคำขอได้" },
  BODY_TOO_LARGE: { en: "The request is larger than allowed.", th: "คำขอมีขนาดใหญ่เกินกำหนด" },
  MEDIA_TYPE_UNSUPPORTED: { en: "This content type is not accepted here.", th: "ไม่รองรับเนื้อหาประเภทนี้" },
  VALIDATION_FAILED: { en: "Some values are not allowed.", th: "ข้อมูลบางรายการไม่ถูกต้อง" },
  CURSOR_INVALID: { en: "The cursor is not one that a list has given.", th: "ตำแหน่งหน้าถัดไป (cursor) ไม่ถูกต้อง" },
  NOT_FOUND: { en: "There is no such record.", th: "ไม่พบรายการที่ต้องการ" },
  UNAUTHENTICATED: { en: "Please sign in.", th: "กรุณาเข้าสู่ระบบ" },
  INVALID_CREDENTIALS: { en: "The user name or the password is wrong.", th: "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" },
  NO_ROLE_ASSIGNED: {
    en: "You have no role in Purser yet. Please ask the centre's staff for one.",
    th: "บัญชีของท่านยังไม่ได้รับมอบหมายบทบาทในระบบ กรุณาติดต่อเจ้าหน้าที่ศูนย์",
  },
  DIRECTORY_UNAVAILABLE: {
    en: "The centre's directory cannot be reached at the moment. Please try again.",
    th: "ไม่สามารถเชื่อมต่อระบบทะเบียนผู้ใช้ของศูนย์ได้ในขณะนี้ กรุณาลองใหม่อีกครั้ง",
  },
  SESSION_ENDED: { en: "The session has ended. Please sign in again.", th: "หมดเวลาการใช้งาน กรุณาเข้าสู่ระบบอีกครั้ง" },
  LOGIN_LOCKED: {
    en: "Too many failed attempts. Signing in is locked for {seconds} seconds.",
    th: "เข้าสู่ระบบไม่สำเร็จหลายครั้งเกินกำหนด ระบบระงับการเข้าสู่ระบบไว้ {seconds} วินาที",
  },
  FRESH_LOGIN_REQUIRED: {
    en: "This needs a sign-in of the last ten minutes. Please confirm your password.",
    th: "การดำเนินการนี้ต้องยืนยันตัวตนภายในสิบนาทีที่ผ่านมา กรุณายืนยันรหัสผ่าน",
  },
  FORBIDDEN: { en: "Your roles do not allow this.", th: "สิทธิ์ของท่านไม่อนุญาตให้ดำเนินการนี้" },
  SCOPE_MISSING: { en: "The API token does not have the scope {scope}.", th: "โทเค็น API นี้ไม่มีขอบเขตสิทธิ์ {scope}" },
  API_TOKEN_NOT_ALLOWED: {
    en: "An API token cannot be used for this. Please sign in.",
    th: "ไม่สามารถใช้โทเค็น API ดำเนินการนี้ได้ กรุณาเข้าสู่ระบบ",
  },
  ADDRESS_NOT_ALLOWED: {
    en: "The API token may not be used from this address.",
    th: "ไม่อนุญาตให้ใช้โทเค็น API นี้จากที่อยู่เครือข่ายปัจจุบัน",
  },
  RATE_LIMITED: {
    en: "Too many requests. Please try again in {seconds} seconds.",
    th: "มีคำขอมากเกินกำหนด กรุณาลองใหม่อีกครั้งใน {seconds} วินาที",
  },
  PASSWORD_TOO_SHORT: {
    en: "A password has at least {least} characters.",
    th: "รหัสผ่านต้องมีความยาวอย่างน้อย {least} ตัวอักษร",
  },
  PASSWORD_TOO_COMMON: {
    en: "This password is one that others try first. Please choose another.",
    th: "รหัสผ่านนี้คาดเดาได้ง่าย กรุณาเลือกรหัสผ่านอื่น",
  },
  PASSWORD_HAS_USERNAME: { en: "A password must not contain the user name.", th: "รหัสผ่านต้องไม่มีชื่อผู้ใช้รวมอยู่ด้วย" },
  PASSWORD_WRONG: { en: "The current password is wrong.", th: "รหัสผ่านปัจจุบันไม่ถูกต้อง" },
  PASSWORD_NOT_LOCAL: {
    en: "This person's password is kept in the directory of the organisation and is changed there.",
    th: "รหัสผ่านของบุคคลนี้อยู่ในระบบทะเบียนผู้ใช้ขององค์กร กรุณาเปลี่ยนรหัสผ่านที่ระบบดังกล่าว",
  },
  RESET_LINK_INVALID: {
    en: "This link is no longer good. Please ask for a new one.",
    th: "ลิงก์นี้ใช้ไม่ได้แล้ว กรุณาขอลิงก์ใหม่",
  },
  MFA_REQUIRED: { en: "Please enter the code of your second step.", th: "กรุณากรอกรหัสยืนยันตัวตนขั้นตอนที่สอง" },
  MFA_CODE_WRONG: { en: "The code is wrong or was used before.", th: "รหัสยืนยันไม่ถูกต้องหรือถูกใช้ไปแล้ว" },
  MFA_CHALLENGE_ENDED: {
    en: "The time for the code is over. Please enter your password again.",
    th: "หมดเวลากรอกรหัสยืนยัน กรุณากรอกรหัสผ่านอีกครั้ง",
  },
  MFA_LOCKED: { en: "Too many wrong codes. Please try again later.", th: "กรอกรหัสยืนยันผิดหลายครั้งเกินไป กรุณาลองใหม่ภายหลัง" },
  MFA_NOT_SET_UP: { en: "No two-step sign-in is set up.", th: "ยังไม่ได้ตั้งค่าการยืนยันตัวตนสองขั้นตอน" },
  MFA_NOT_STARTED: { en: "The set-up has expired. Please begin again.", th: "การตั้งค่าหมดเวลาแล้ว กรุณาเริ่มตั้งค่าใหม่" },
  MFA_DEMANDED_BY_ROLE: {
    en: "Your roles demand two-step sign-in, so that it cannot be given up.",
    th: "บทบาทของท่านกำหนดให้ต้องใช้การยืนยันตัวตนสองขั้นตอน จึงไม่สามารถยกเลิกได้",
  },
  MFA_ENROLMENT_REQUIRED: {
    en: "Please set up two-step sign-in first: your roles demand it.",
    th: "กรุณาตั้งค่าการยืนยันตัวตนสองขั้นตอนก่อน เนื่องจากบทบาทของท่านกำหนดให้ต้องใช้",
  },
  TRY_AGAIN: {
    en: "Someone else is working on the same records. Please try again.",
    th: "มีผู้อื่นกำลังดำเนินการกับข้อมูลชุดเดียวกัน กรุณาลองใหม่อีกครั้ง",
  },
  SHUTTING_DOWN: {
    en: "Purser is being stopped here. Please try again.",
    th: "ระบบส่วนนี้กำลังปิดการทำงาน กรุณาลองใหม่อีกครั้ง",
  },
  DATABASE_UNAVAILABLE: {
    en: "The database cannot be reached at the moment. Please try again.",
    th: "ไม่สามารถเชื่อมต่อฐานข้อมูลได้ในขณะนี้ กรุณาลองใหม่อีกครั้ง",
  },
  INTERNAL: { en: "Something went wrong on our side.", th: "เกิดข้อผิดพลาดภายในระบบ" },
  IDEMPOTENCY_KEY_REUSED: {
    en: "The Idempotency-Key was used for another request.",
    th: "Idempotency-Key นี้ถูกใช้กับคำขออื่นแล้ว",
  },
  GRANT_EXCEEDS_OWN: {
    en: "You cannot give or take away more than you hold yourself.",
    th: "ท่านไม่สามารถให้หรือเพิกถอนสิทธิ์เกินกว่าสิทธิ์ที่ท่านมีอยู่",
  },
  GRANT_EXISTS: { en: "The person {username} holds this role already.", th: "{username} มีบทบาทนี้อยู่แล้ว" },
  GRANT_ENDED: { en: "This grant is over already.", th: "การมอบบทบาทนี้สิ้นสุดไปแล้ว" },
  GRANT_FROM_DIRECTORY: {
    en: "This role comes from a group of the directory and is taken away there.",
    th: "บทบาทนี้มาจากกลุ่มในระบบทะเบียนผู้ใช้ ต้องเพิกถอนที่ระบบทะเบียนผู้ใช้",
  },
  GRANT_SCOPE_MISMATCH: {
    en: "The role {role} does not go with this scope: field, department and team roles need one, the others have none.",
    th: "บทบาท {role} ใช้กับขอบเขตนี้ไม่ได้ บทบาทระดับสาขา ฝ่าย และทีมต้องระบุขอบเขต ส่วนบทบาทอื่นต้องไม่ระบุ",
  },
  GRANT_UNTIL_PAST: {
    en: "The end of the grant has to be in the future.",
    th: "วันสิ้นสุดของการมอบบทบาทต้องเป็นเวลาในอนาคต",
  },
  GRANT_TOO_MANY: {
    en: "The person {username} holds {limit} roles already, and no more are possible.",
    th: "{username} มีบทบาทครบ {limit} รายการแล้ว ไม่สามารถเพิ่มได้อีก",
  },
  LAST_CENTER_ADMIN: {
    en: "At least one centre administrator has to stay who is not disabled and whose role has no end.",
    th: "ต้องคงผู้ดูแลศูนย์ที่ไม่ถูกระงับและได้รับบทบาทโดยไม่มีกำหนดสิ้นสุดไว้อย่างน้อยหนึ่งคน",
  },
  OWN_CENTER_ADMIN: {
    en: "Nobody takes the role of centre administrator away from themselves. Please ask another administrator.",
    th: "ไม่สามารถเพิกถอนบทบาทผู้ดูแลศูนย์ของตนเองได้ กรุณาให้ผู้ดูแลศูนย์ท่านอื่นดำเนินการ",
  },
  PERSON_UNKNOWN: { en: "There is no person with the user name {username}.", th: "ไม่พบบุคคลที่ใช้ชื่อผู้ใช้ {username}" },
  PERSON_DISABLED: { en: "The person {username} is disabled.", th: "บัญชีของ {username} ถูกระงับการใช้งาน" },
  PERSON_SELF_DISABLE: {
    en: "Nobody disables themselves. Please ask another administrator.",
    th: "ไม่สามารถระงับบัญชีของตนเองได้ กรุณาให้ผู้ดูแลศูนย์ท่านอื่นดำเนินการ",
  },
  USERNAME_TAKEN: { en: "The user name {username} is taken.", th: "มีผู้ใช้ชื่อผู้ใช้ {username} แล้ว" },
  TOKEN_SCOPE_TOO_WIDE: {
    en: "An API token cannot be given what its owner may not do: {scopes}.",
    th: "ไม่สามารถกำหนดขอบเขตสิทธิ์ให้โทเค็น API เกินกว่าสิทธิ์ของผู้ถือได้ ได้แก่ {scopes}",
  },
  TOKEN_ADDRESS_INVALID: {
    en: "This is neither an address nor a network as CIDR: {address}.",
    th: "ค่า {address} ไม่ใช่ที่อยู่ IP หรือช่วงเครือข่ายรูปแบบ CIDR ที่ถูกต้อง",
  },
  TOKEN_SLURM_USERS_MISPLACED: {
    en: "Slurm users belong to a service with the role user, and such a service needs at least one.",
    th: "บริการที่มีบทบาทผู้ใช้ต้องระบุผู้ใช้ Slurm อย่างน้อยหนึ่งราย ส่วนบทบาทอื่นไม่ต้องระบุ",
  },
  TOKEN_NAME_TAKEN: {
    en: "A service named {name} has an API token already. Revoke that one first or choose another name.",
    th: "บริการชื่อ {name} มีโทเค็น API อยู่แล้ว กรุณาเพิกถอนโทเค็นเดิมก่อนหรือใช้ชื่ออื่น",
  },
  TOKEN_LIMIT_REACHED: {
    en: "There are {limit} API tokens in use already. Revoke one that is no longer needed.",
    th: "มีโทเค็น API ที่ใช้งานอยู่ครบ {limit} รายการแล้ว กรุณาเพิกถอนรายการที่ไม่ใช้แล้วก่อน",
  },
  TIER_UNKNOWN: { en: "There is no tier {tier}.", th: "ไม่มีกลุ่มอัตราค่าบริการ {tier}" },
  CLUSTER_UNKNOWN: { en: "There is no cluster {cluster}.", th: "ไม่มีคลัสเตอร์ {cluster}" },
  BINDING_ACCOUNT_UNKNOWN: { en: "There is no such billing account.", th: "ไม่มีบัญชีผู้ชำระเงินนี้" },
  BINDING_UNKNOWN: { en: "There is no such binding.", th: "ไม่มีกฎการผูกบัญชีนี้" },
  BINDING_PERIOD_EMPTY: { en: "A binding ends after it begins.", th: "วันสิ้นสุดของกฎการผูกบัญชีต้องอยู่หลังวันเริ่มต้น" },
  BINDING_OVERLAPS: {
    en: "Another binding speaks for the same runs in that time.",
    th: "มีกฎการผูกบัญชีอื่นครอบคลุมงานเดียวกันในช่วงเวลานี้อยู่แล้ว",
  },
  BINDING_WITHDRAWN: { en: "The binding was withdrawn already.", th: "กฎการผูกบัญชีนี้ถูกเพิกถอนไปแล้ว" },
  BINDING_PREVIEW_OUTDATED: {
    en: "The change would now do something else than was shown. Please look at it again.",
    th: "ผลของการเปลี่ยนแปลงไม่ตรงกับที่แสดงไว้ก่อนหน้านี้ โปรดตรวจสอบอีกครั้ง",
  },
  BINDING_TOO_MANY_RUNS: {
    en: "The change concerns more than {most} runs at once. Please make it for a shorter time first.",
    th: "การเปลี่ยนแปลงนี้เกี่ยวข้องกับงานมากกว่า {most} รายการในครั้งเดียว โปรดกำหนดช่วงเวลาให้สั้นลง",
  },
  ACCOUNT_CODE_TAKEN: { en: "Another billing account has the code {code}.", th: "รหัส {code} เป็นของบัญชีผู้ชำระเงินอื่นแล้ว" },
  ACCOUNT_CODE_UNREADABLE: {
    en: "A code holds no invisible characters and neither begins nor ends with a space.",
    th: "รหัสบัญชีต้องไม่มีอักขระที่มองไม่เห็น และต้องไม่ขึ้นต้นหรือลงท้ายด้วยช่องว่าง",
  },
  ...JOB_ERROR_TEXTS,
  ...PULL_ERROR_TEXTS,
  ...RECONCILE_ERROR_TEXTS,
  ...SAMPLE_ERROR_TEXTS,
  INGEST_EMPTY: { en: "The file is empty.", th: "ไฟล์ว่างเปล่า" },
  INGEST_BINARY: { en: "The file is not text.", th: "ไฟล์นี้ไม่ใช่ข้อความ" },
  INGEST_HEADER_MISSING: {
    en: "The first line does not name the columns of sacct.",
    th: "บรรทัดแรกไม่ใช่ชื่อคอลัมน์ของ sacct",
  },
  INGEST_DELIMITER_UNKNOWN: {
    en: "The columns are not separated as sacct --parsable2 separates them.",
    th: "ตัวคั่นคอลัมน์ไม่ตรงกับรูปแบบของ sacct --parsable2",
  },
  INGEST_COLUMN_MISSING: { en: "Columns are missing: {columns}.", th: "ขาดคอลัมน์ {columns}" },
  INGEST_COLUMN_DUPLICATE: { en: "Columns stand twice in the header: {columns}.", th: "มีคอลัมน์ซ้ำกัน {columns}" },
  INGEST_JSON_INVALID: { en: "The file is not valid JSON.", th: "ไฟล์ไม่ใช่ JSON ที่ถูกต้อง" },
  INGEST_JSON_NO_JOBS: {
    en: "The JSON holds no list of jobs, as sacct --json prints it.",
    th: "ไฟล์ JSON ไม่มีรายการงานตามรูปแบบของคำสั่ง sacct --json",
  },
  INGEST_SLURM_ERROR: {
    en: "Slurm reported an error instead of all its jobs: {slurm}. Nothing was taken over.",
    th: "Slurm แจ้งข้อผิดพลาดและส่งรายการงานมาไม่ครบ: {slurm} ระบบไม่ได้บันทึกข้อมูลใด ๆ",
  },
  INGEST_TRUNCATED: {
    en: "The file ends in the middle of line or record {line}. Nothing was taken over.",
    th: "ไฟล์ถูกตัดขาดกลางบรรทัดหรือรายการที่ {line} ระบบไม่ได้บันทึกข้อมูลใด ๆ",
  },
  INGEST_CLUSTER_MISSING: {
    en: "The file has no Cluster column, so the cluster must be named.",
    th: "ไฟล์ไม่มีคอลัมน์ Cluster กรุณาระบุชื่อคลัสเตอร์",
  },
  INGEST_TIME_ZONE_UNKNOWN: { en: "There is no time zone {timeZone}.", th: "ไม่มีเขตเวลา {timeZone}" },
  INGEST_COMPRESSION_BROKEN: {
    en: "The compressed file is damaged or cut off. Nothing was taken over.",
    th: "ไฟล์บีบอัดเสียหายหรือไม่สมบูรณ์ ระบบไม่ได้บันทึกข้อมูลใด ๆ",
  },
  INGEST_TOO_LARGE: {
    en: "The file is larger than {limit} bytes. Nothing was taken over.",
    th: "ไฟล์มีขนาดเกิน {limit} ไบต์ ระบบไม่ได้บันทึกข้อมูลใด ๆ",
  },
  REJECTS_NOT_RETRYABLE: {
    en: "What is needed to read these lines again was not kept. Please mend them and upload them.",
    th: "ไม่มีข้อมูลสำหรับอ่านบรรทัดเหล่านี้ซ้ำ กรุณาแก้ไขแล้วอัปโหลดใหม่",
  },
  INGEST_WINDOW_INVALID: {
    en: "The time that was read needs a beginning and an end, and ends after it begins.",
    th: "ช่วงเวลาที่อ่านต้องมีทั้งเวลาเริ่มต้นและเวลาสิ้นสุด โดยเวลาสิ้นสุดต้องอยู่หลังเวลาเริ่มต้น",
  },
  COVERAGE_PERIOD_INVALID: {
    en: "Coverage is read of at most {most} days at once, and a period ends after it begins.",
    th: "ดูความครบถ้วนของข้อมูลได้ครั้งละไม่เกิน {most} วัน และวันสิ้นสุดต้องอยู่หลังวันเริ่มต้น",
  },
  REJECTS_NONE_OPEN: {
    en: "No line of this batch is open that could be read again.",
    th: "ไม่มีบรรทัดค้างในชุดข้อมูลนี้ที่อ่านซ้ำได้",
  },
  BILLED_CHANGE_SETTLED: {
    en: "This change has been settled: somebody decided about it, or the receipt was voided.",
    th: "รายการแก้ไขนี้ดำเนินการเสร็จสิ้นแล้ว เนื่องจากมีผู้พิจารณาไปแล้วหรือใบแจ้งหนี้ถูกยกเลิก",
  },
  BILLED_CHANGE_OUTDATED: {
    en: "The run was corrected once more. Please look at the new figures first.",
    th: "งานนี้มีการแก้ไขข้อมูลเพิ่มเติม กรุณาตรวจสอบตัวเลขล่าสุดก่อนดำเนินการ",
  },
  BILLED_CHANGE_NO_DIFFERENCE: {
    en: "There is no difference to charge or to credit. Please acknowledge the change.",
    th: "ไม่มีส่วนต่างที่ต้องเรียกเก็บหรือคืน กรุณาบันทึกรับทราบการแก้ไข",
  },
  RECEIPT_NOTHING_TO_BILL: {
    en: "There is nothing to bill for {month}.",
    th: "ไม่มีรายการที่ต้องเรียกเก็บสำหรับรอบบิล {month}",
  },
  RECEIPT_ALREADY_ISSUED: {
    en: "This month has been billed already: {number}.",
    th: "ออกใบแจ้งหนี้รอบบิลนี้แล้ว เลขที่ {number}",
  },
  RECEIPT_MONTH_NOT_OVER: { en: "The month {month} is not over yet.", th: "รอบบิล {month} ยังไม่สิ้นสุด" },
  RECEIPT_MIXED_CURRENCIES: { en: "The charges are in more than one currency.", th: "ค่าบริการมีมากกว่าหนึ่งสกุลเงิน" },
  RECEIPT_ALREADY_PAID: { en: "The receipt {number} is paid.", th: "ใบแจ้งหนี้เลขที่ {number} ชำระแล้ว" },
  RECEIPT_VOID: { en: "The receipt {number} is void.", th: "ใบแจ้งหนี้เลขที่ {number} ถูกยกเลิกแล้ว" },
  RECEIPT_PAYMENT_IN_FUTURE: { en: "The date of payment is in the future.", th: "วันที่ชำระเงินอยู่ในอนาคต" },
  RECEIPT_PAYMENT_BEFORE_ISSUE: {
    en: "The date of payment is before the date of issue.",
    th: "วันที่ชำระเงินอยู่ก่อนวันที่ออกใบแจ้งหนี้",
  },
};

/** The text of a refusal with its facts filled in. */
export function errorText(
  code: ErrorCode,
  language: Language,
  facts: Readonly<Record<string, string | number>>,
): string {
  return ERROR_TEXTS[code][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** Whether `code` is one of the contract's. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TEXTS, code);
}

/** The language a caller prefers, of the two there are. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  return /^\s*th\b/i.test(acceptLanguage ?? "") ? "th" : "en";
}
