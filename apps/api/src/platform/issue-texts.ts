import type { Language } from "./error-texts.ts";

/**
 * What the details of refusals say is wrong, in Thai, by what they say in English; `*` stands for a number or a date.
 * Words for programs, such as `mfa_required`, are in no language.
 */
export const THAI_ISSUES: Readonly<Record<string, string>> = {
  "is missing": "ต้องระบุข้อมูลนี้",
  "is not JSON": "ไม่ใช่ข้อมูล JSON ที่ถูกต้อง",
  "is not JSON from character * on": "ไม่ใช่ข้อมูล JSON ที่ถูกต้อง ตั้งแต่อักขระที่ *",
  "holds a name that no value may have": "มีชื่อฟิลด์ที่ไม่อนุญาตให้ใช้",
  "is before the first": "อยู่ก่อนลำดับเริ่มต้น",
  "is not taken together with since_checkpoint": "ใช้ร่วมกับ since_checkpoint ไม่ได้",
  "is not a time": "ไม่ใช่วันและเวลาที่ถูกต้อง",
  "is too early or too late": "อยู่นอกช่วงเวลาที่ระบบรองรับ",
  "is after *": "อยู่หลังวันที่ *",
  "is before *": "อยู่ก่อนวันที่ *",
  "is not later": "ต้องอยู่หลังเวลาเริ่มต้น",
  "names nobody": "ไม่พบบุคคลนี้",
  missing: "โทเค็นไม่มีขอบเขตสิทธิ์นี้",
  "is beyond the owner's roles": "เกินสิทธิ์ตามบทบาทของเจ้าของโทเค็น",
  "is neither an address nor a network as CIDR": "ต้องเป็นที่อยู่ IP หรือเครือข่ายในรูปแบบ CIDR",
  "is not the state of a run that has ended": "ไม่ใช่สถานะของงานที่สิ้นสุดแล้ว",
  "has blanks at its ends, or characters that cannot be seen": "มีช่องว่างที่ต้นหรือท้าย หรือมีอักขระที่มองไม่เห็น",
  "is no host list": "ไม่ใช่รายชื่อโหนดที่ถูกต้อง",
  unreadable: "ไม่สามารถอ่านบรรทัดนี้ได้",
  "names no cluster": "ไม่พบคลัสเตอร์นี้",
  "names no cluster with sources": "ไม่พบคลัสเตอร์นี้ หรือคลัสเตอร์นี้ไม่มีแหล่งข้อมูล",
  "names no binding": "ไม่พบกฎการผูกบัญชีนี้",
  "names no billing account": "ไม่พบบัญชีผู้ชำระเงินนี้",
  "names no tier": "ไม่มีกลุ่มอัตราค่าบริการนี้",
  "speaks for the same runs": "ครอบคลุมงานเดียวกัน",
  "holds what cannot be seen, or begins or ends with a space": "มีอักขระที่มองไม่เห็น หรือขึ้นต้นหรือลงท้ายด้วยช่องว่าง",
  "is settled": "ชำระหรือยกเลิกไปแล้ว",
  "the month has live receipts": "รอบบิลนี้มีใบแจ้งหนี้ที่ยังมีผลอยู่",
  "is on this receipt": "อยู่ในใบแจ้งหนี้ฉบับนี้แล้ว",
  "has charges in several currencies": "มีค่าบริการหลายสกุลเงิน",
  "is not as described": "ไม่ตรงตามข้อกำหนด",
  "is no text": "ไม่ใช่ข้อความที่อ่านได้",
  "holds no sample": "ไม่มีข้อมูลการวัด",
  "holds more than * samples": "มีข้อมูลการวัดเกิน * รายการ",
};

const FIGURE = /\d[\d-]*/;

/** What is wrong, in the language of the caller. */
export function issueText(issue: string, language: Language): string {
  if (language === "en") return issue;
  const figure = FIGURE.exec(issue)?.[0] ?? "*";
  return THAI_ISSUES[issue.replace(figure, "*")]?.replace("*", figure) ?? issue;
}
