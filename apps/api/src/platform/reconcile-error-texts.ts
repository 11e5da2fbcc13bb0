/** Why a report of Slurm is not compared: part of ERROR_TEXTS. */
export const RECONCILE_ERROR_TEXTS = {
  RECONCILE_PERIOD_INVALID: {
    en: "The period must begin before it ends, lie in the past and be no longer than 366 days.",
    th: "ช่วงเวลาต้องเริ่มก่อนสิ้นสุด อยู่ในอดีต และยาวไม่เกิน 366 วัน",
  },
  RECONCILE_REPORT_UNREADABLE: {
    en: "Line {line} is not of the report AccountUtilizationByUser of sreport.",
    th: "บรรทัดที่ {line} ไม่ใช่ข้อมูลของรายงาน AccountUtilizationByUser จาก sreport",
  },
  RECONCILE_REPORT_CUT: {
    en: "In line {line} sreport has cut a name or a figure off. Please print the report with -P.",
    th: "ในบรรทัดที่ {line} ชื่อหรือตัวเลขถูก sreport ตัดท้าย โปรดพิมพ์รายงานด้วยตัวเลือก -P",
  },
  RECONCILE_UNIT_UNKNOWN: {
    en: "The text does not say whether it counts in seconds, minutes or hours. Please choose the unit, or print the report with its title.",
    th: "ข้อความนี้ไม่ได้ระบุว่านับเป็นวินาที นาที หรือชั่วโมง โปรดเลือกหน่วย หรือพิมพ์รายงานพร้อมหัวเรื่อง",
  },
  RECONCILE_OTHER_PERIOD: {
    en: "The report is of another period: {first} to {last}.",
    th: "รายงานเป็นของช่วงเวลาอื่น คือ {first} ถึง {last}",
  },
  RECONCILE_OTHER_CLUSTER: {
    en: "The report is of the cluster {found}, and has nothing of {cluster}.",
    th: "รายงานเป็นของคลัสเตอร์ {found} และไม่มีข้อมูลของ {cluster}",
  },
  RECONCILE_NO_SREPORT: {
    en: "Cluster {cluster} has no source of kind sacct that could be asked. Please paste or upload the report.",
    th: "คลัสเตอร์ {cluster} ไม่มีแหล่งข้อมูลชนิด sacct ที่ขอรายงานได้ โปรดวางหรืออัปโหลดรายงานแทน",
  },
  RECONCILE_SOURCE_FAILED: {
    en: "The cluster {cluster} gave no report. Please paste or upload it, or try again later.",
    th: "ไม่ได้รับรายงานจากคลัสเตอร์ {cluster} โปรดวางหรืออัปโหลดรายงาน หรือลองใหม่ภายหลัง",
  },
  RECONCILE_TOO_MANY_RUNS: {
    en: "More than {most} runs cross the ends of the period. Please choose another.",
    th: "มีงานที่ทำงานคาบเกี่ยวขอบของช่วงเวลามากกว่า {most} รายการ โปรดเลือกช่วงเวลาอื่น",
  },
} as const;
