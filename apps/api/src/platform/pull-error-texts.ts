/** Why a pull is not asked for or changed: part of ERROR_TEXTS. */
export const PULL_ERROR_TEXTS = {
  PULL_RANGE_INVALID: {
    en: "The range must begin before it ends, have both ends, lie in the past and be no longer than ten years.",
    th: "ช่วงเวลาต้องระบุทั้งวันเริ่มต้นและวันสิ้นสุด วันเริ่มต้นต้องมาก่อน อยู่ในอดีต และยาวไม่เกินสิบปี",
  },
  PULL_OPEN: {
    en: "Too many pulls of this cluster are still open ({limit}): wait for them, or cancel some.",
    th: "มีรายการดึงข้อมูลของคลัสเตอร์นี้ค้างอยู่มากเกินไป ({limit} รายการ) โปรดรอให้เสร็จหรือยกเลิกบางรายการ",
  },
  PULL_STATE: {
    en: "This cannot be done with a pull that is {state}, nor with one of the schedule.",
    th: "ไม่สามารถดำเนินการนี้กับรายการดึงข้อมูลในสถานะปัจจุบัน ({state}) หรือรายการที่ดึงตามรอบ",
  },
  CLUSTER_RETIRED: {
    en: "The cluster was retired and its last day in service was {last_day}: nothing new comes of it. Past days can still be read.",
    th: "คลัสเตอร์นี้ปลดระวางแล้ว ให้บริการวันสุดท้ายเมื่อ {last_day} จึงไม่มีข้อมูลใหม่ แต่ยังดึงข้อมูลย้อนหลังได้",
  },
} as const;
