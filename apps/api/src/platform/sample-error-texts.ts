/** Why samples are not stored: part of ERROR_TEXTS. */
export const SAMPLE_ERROR_TEXTS = {
  SAMPLE_INVALID: {
    en: "The sample cannot be read: {field} is missing or not as described.",
    th: "ไม่สามารถอ่านค่าที่วัดได้ เนื่องจาก {field} ไม่มีค่าหรือไม่เป็นไปตามที่กำหนด",
  },
  SAMPLE_RUN_UNKNOWN: {
    en: "There is no such run, or none of this job at that time.",
    th: "ไม่พบงานที่ระบุ หรือไม่มีงานของหมายเลขนี้ในเวลาดังกล่าว",
  },
  SAMPLE_AFTER_END: {
    en: "The run had ended before this was measured, and is not changed any more.",
    th: "งานสิ้นสุดก่อนเวลาที่วัดค่านี้แล้ว จึงไม่รับการเปลี่ยนแปลงอีก",
  },
  SAMPLE_BEFORE_SUBMIT: {
    en: "This was measured before the run was submitted.",
    th: "ค่านี้วัดไว้ก่อนที่จะมีการส่งงาน",
  },
  SAMPLE_IN_FUTURE: {
    en: "This was measured in the future. Please check the clock of the node.",
    th: "เวลาที่วัดค่าอยู่ในอนาคต โปรดตรวจสอบนาฬิกาของเครื่อง",
  },
  SAMPLE_TOO_OLD: {
    en: "This was measured longer ago than samples are kept.",
    th: "ค่านี้วัดไว้นานเกินกว่าระยะเวลาที่ระบบเก็บรักษาข้อมูล",
  },
  SAMPLES_BUSY: {
    en: "Too many samples wait to be written. Please send them again in a moment.",
    th: "มีค่าที่รอการบันทึกอยู่มากเกินไป โปรดส่งใหม่อีกครั้งในอีกสักครู่",
  },
} as const;

/** What `SAMPLE_INVALID` says of what is no sample at all. */
export const NO_SAMPLE_TEXT = {
  en: "The sample cannot be read: it is no JSON object.",
  th: "ไม่สามารถอ่านค่าที่วัดได้ เนื่องจากข้อมูลไม่ใช่ออบเจ็กต์ JSON",
} as const;
