/** What refusals about events and runs under way say to a person. */
export const JOB_ERROR_TEXTS = {
  JOB_TERMINAL_FROZEN: {
    en: "The run has ended, and what is told of it now changes nothing any more.",
    th: "งานนี้สิ้นสุดแล้ว ข้อมูลที่ส่งมาภายหลังจึงไม่มีผลเปลี่ยนแปลง",
  },
  JOB_EXISTS: {
    en: "This run is known already.",
    th: "มีรายการของงานนี้อยู่แล้ว",
  },
  JOB_IS_ACCOUNTED: {
    en: "Accounting has told of this run, so that it can neither be changed by hand nor be taken away.",
    th: "งานนี้มีข้อมูลบัญชีการใช้งานจาก Slurm แล้ว จึงแก้ไขด้วยตนเองหรือลบออกไม่ได้",
  },
  JOB_STATE_NOT_FINAL: {
    en: "No run ends in the state {state}.",
    th: "สถานะ {state} ไม่ใช่สถานะสิ้นสุดของงาน",
  },
  JOB_TIME_INVALID: {
    en: "The time lies too far in the past or in the future.",
    th: "เวลาที่ระบุอยู่ในอดีตหรืออนาคตเกินกว่าที่กำหนด",
  },
  JOB_NODE_LIST_INVALID: {
    en: "The list of nodes cannot be read.",
    th: "ไม่สามารถอ่านรายชื่อเครื่องได้",
  },
  EVENTS_BUSY: {
    en: "More events are waiting than can be taken at the moment. Please send this one again.",
    th: "ขณะนี้มีข้อมูลเหตุการณ์รอบันทึกเป็นจำนวนมาก กรุณาส่งรายการนี้ใหม่อีกครั้ง",
  },
  LIVE_STREAMS_OWN: {
    en: "You are following running jobs in too many places at once. Please close some of them.",
    th: "ท่านเปิดติดตามงานที่กำลังทำงานพร้อมกันหลายแห่งเกินกำหนด กรุณาปิดบางส่วนก่อน",
  },
  LIVE_STREAMS_BUSY: {
    en: "Too many people are following running jobs at the moment. Please try again shortly.",
    th: "ขณะนี้มีผู้ติดตามงานที่กำลังทำงานเป็นจำนวนมาก กรุณาลองใหม่อีกครั้งในภายหลัง",
  },
} as const;
