import type { RejectReason } from "./reject.ts";

/** A step whose run is neither in the text nor in the database is set aside when the batch is written. */
export type StoredRejectReason = RejectReason | "STEP_WITHOUT_RUN";

/** Why a line was set aside, for people. */
export const REJECT_TEXTS: Readonly<Record<StoredRejectReason, { readonly en: string; readonly th: string }>> = {
  RECORD_FIELD_COUNT: { en: "The line has too few or too many columns.", th: "จำนวนคอลัมน์ในบรรทัดไม่ถูกต้อง" },
  RECORD_AMBIGUOUS: { en: "The record can be read in more than one way.", th: "ข้อมูลรายการนี้ตีความได้มากกว่าหนึ่งแบบ" },
  RECORD_TOO_LONG: { en: "The record is too long.", th: "ข้อมูลรายการนี้ยาวเกินกำหนด" },
  JOB_ID_INVALID: { en: "The job id is not one of Slurm's.", th: "หมายเลขงานไม่ถูกต้อง" },
  CLUSTER_MISSING: { en: "The cluster is missing.", th: "ไม่มีชื่อคลัสเตอร์" },
  CLUSTER_INVALID: { en: "The cluster's name holds characters that cannot be seen.", th: "ชื่อคลัสเตอร์มีอักขระที่มองไม่เห็น" },
  USER_MISSING: { en: "The user is missing.", th: "ไม่มีชื่อผู้ใช้" },
  STATE_MISSING: { en: "The state is missing.", th: "ไม่มีสถานะของงาน" },
  SUBMIT_MISSING: { en: "The time of submission is missing.", th: "ไม่มีเวลาส่งงาน" },
  TIME_INVALID: { en: "A time cannot be read.", th: "อ่านค่าเวลาไม่ได้" },
  TIME_AMBIGUOUS: { en: "A local time occurs twice on that day.", th: "เวลาท้องถิ่นนี้เกิดขึ้นสองครั้งในวันเดียวกัน" },
  TIME_IN_FUTURE: { en: "A time is in the future.", th: "เวลาอยู่ในอนาคต" },
  END_BEFORE_START: { en: "The end is before the start.", th: "เวลาสิ้นสุดอยู่ก่อนเวลาเริ่ม" },
  END_BEFORE_SUBMIT: { en: "The end is before the submission.", th: "เวลาสิ้นสุดอยู่ก่อนเวลาส่งงาน" },
  NUMBER_INVALID: { en: "A number cannot be read.", th: "อ่านค่าตัวเลขไม่ได้" },
  NUMBER_TOO_LARGE: { en: "A number is too large to be kept exactly.", th: "ตัวเลขมีค่ามากเกินกว่าจะเก็บได้อย่างแม่นยำ" },
  DURATION_INVALID: { en: "A duration cannot be read.", th: "อ่านค่าระยะเวลาไม่ได้" },
  TRES_INVALID: { en: "A list of resources (TRES) cannot be read.", th: "อ่านรายการทรัพยากร (TRES) ไม่ได้" },
  TEXT_TOO_LONG: { en: "A text is too long.", th: "ข้อความยาวเกินกำหนด" },
  VALUE_INVALID: { en: "A value is not of the kind that belongs there.", th: "ค่าที่ระบุไม่ใช่ชนิดข้อมูลที่ถูกต้อง" },
  JSON_INVALID: { en: "The record is not valid JSON.", th: "ข้อมูลรายการนี้ไม่ใช่ JSON ที่ถูกต้อง" },
  RECORD_TOO_DEEP: { en: "The record is nested too deeply.", th: "ข้อมูลรายการนี้ซ้อนกันหลายชั้นเกินกำหนด" },
  VALUE_MISSING: { en: "A field that is needed is missing.", th: "ไม่มีฟิลด์ที่จำเป็น" },
  FIELD_UNKNOWN: { en: "There is no such field.", th: "ไม่มีฟิลด์ชื่อนี้" },
  STEP_WITHOUT_RUN: { en: "The step belongs to a run that is not known.", th: "ขั้นตอนย่อยนี้ไม่มีงานที่รันที่เกี่ยวข้องในระบบ" },
};

/** The reason in words; a reason that this version does not know is shown as it is. */
export function rejectText(reason: string, language: "en" | "th"): string {
  return Object.hasOwn(REJECT_TEXTS, reason) ? REJECT_TEXTS[reason as StoredRejectReason][language] : reason;
}
