import type { SourceErrorCode } from "./source-error.ts";

/** Why a source could not be read, for people. */
export const SOURCE_ERROR_TEXTS: Readonly<Record<SourceErrorCode, { readonly en: string; readonly th: string }>> = {
  SOURCE_ADDRESS_REFUSED: {
    en: "The address of the source is not one that Purser may connect to.",
    th: "ระบบไม่อนุญาตให้เชื่อมต่อไปยังที่อยู่ของแหล่งข้อมูลนี้",
  },
  SOURCE_UNREACHABLE: {
    en: "The source cannot be reached: check its address, that it runs, and the network.",
    th: "ไม่สามารถเชื่อมต่อแหล่งข้อมูลได้ โปรดตรวจสอบที่อยู่ สถานะการทำงานของบริการ และเครือข่าย",
  },
  SOURCE_CERTIFICATE: {
    en: "No secure connection could be made: the server's certificate is not trusted, or it does not accept ours.",
    th: "ไม่สามารถสร้างการเชื่อมต่อที่ปลอดภัยได้ เนื่องจากใบรับรองของเครื่องแม่ข่ายไม่น่าเชื่อถือ หรือเครื่องแม่ข่ายไม่ยอมรับใบรับรองของระบบ",
  },
  SOURCE_TOKEN_UNAVAILABLE: {
    en: "The token for slurmrestd cannot be had: its file or command gave none that is well-formed.",
    th: "ไม่สามารถอ่านโทเค็นสำหรับ slurmrestd ได้ ไฟล์หรือคำสั่งที่กำหนดไว้ไม่ให้โทเค็นที่ถูกต้อง",
  },
  SOURCE_TOKEN_REFUSED: {
    en: "Slurm does not accept the user name and token: the token may be wrong, expired, or another user's.",
    th: "Slurm ไม่ยอมรับชื่อผู้ใช้และโทเค็น โทเค็นอาจไม่ถูกต้อง หมดอายุ หรือเป็นของผู้ใช้อื่น",
  },
  SOURCE_ACCESS_DENIED: {
    en: "The user is not allowed to read the accounting: Slurm's administrator must permit it.",
    th: "ผู้ใช้นี้ไม่มีสิทธิ์อ่านข้อมูลการใช้งาน โปรดให้ผู้ดูแลระบบ Slurm กำหนดสิทธิ์",
  },
  SOURCE_REDIRECTED: {
    en: "The server sends Purser on to another address, which it does not follow.",
    th: "เครื่องแม่ข่ายส่งต่อไปยังที่อยู่อื่น ซึ่งระบบไม่ดำเนินการตาม",
  },
  SOURCE_VERSION_UNKNOWN: {
    en: "The server speaks no version of the API that Purser knows (v0.0.36 to v0.0.45).",
    th: "เครื่องแม่ข่ายไม่รองรับ API รุ่นที่ระบบรู้จัก (v0.0.36 ถึง v0.0.45)",
  },
  SOURCE_CLUSTER_UNKNOWN: {
    en: "The source keeps no accounts of a cluster of this name.",
    th: "แหล่งข้อมูลไม่มีข้อมูลการใช้งานของคลัสเตอร์ชื่อนี้",
  },
  SOURCE_TIMED_OUT: {
    en: "The source took too long, even for a short stretch of time.",
    th: "แหล่งข้อมูลใช้เวลาตอบนานเกินกำหนด แม้ขอข้อมูลเพียงช่วงเวลาสั้น",
  },
  SOURCE_CONNECTION_LOST: {
    en: "The connection broke off in the middle of an answer.",
    th: "การเชื่อมต่อขาดหายระหว่างรับข้อมูล",
  },
  SOURCE_ANSWER_TOO_LARGE: {
    en: "The answer is larger than Purser takes, even for a short stretch of time.",
    th: "ข้อมูลที่ได้รับมีขนาดใหญ่เกินกำหนด แม้ขอข้อมูลเพียงช่วงเวลาสั้น",
  },
  SOURCE_ANSWER_UNREADABLE: {
    en: "The answer is not what slurmrestd sends: something else may listen at this address.",
    th: "ข้อมูลที่ได้รับไม่ใช่รูปแบบของ slurmrestd อาจมีบริการอื่นทำงานอยู่ที่ที่อยู่นี้",
  },
  SOURCE_REQUEST_REFUSED: {
    en: "The server refused the request.",
    th: "เครื่องแม่ข่ายปฏิเสธคำขอ",
  },
  SOURCE_SERVER_ERROR: {
    en: "The server failed. Slurm also answers so to a wrong or expired token: check the token first.",
    th: "เครื่องแม่ข่ายขัดข้อง ทั้งนี้ Slurm อาจตอบเช่นนี้เมื่อโทเค็นไม่ถูกต้องหรือหมดอายุ โปรดตรวจสอบโทเค็นก่อน",
  },
  SOURCE_PROGRAM_MISSING: {
    en: "The program sacct is not there, or may not be run by Purser.",
    th: "ไม่พบโปรแกรม sacct หรือระบบไม่มีสิทธิ์เรียกใช้",
  },
  SOURCE_PROGRAM_FAILED: {
    en: "The program sacct ended with an error.",
    th: "โปรแกรม sacct จบการทำงานด้วยข้อผิดพลาด",
  },
  SOURCE_COLUMN_MISSING: {
    en: "This version of sacct lacks columns without which runs cannot be read.",
    th: "โปรแกรม sacct รุ่นนี้ไม่มีคอลัมน์ที่จำเป็นต่อการอ่านข้อมูลงานที่รัน",
  },
  SOURCE_FILE_UNREADABLE: {
    en: "The file is not there, or may not be read by Purser.",
    th: "ไม่พบไฟล์ หรือระบบไม่มีสิทธิ์อ่านไฟล์นี้",
  },
  SOURCE_CONFIGURATION_INVALID: {
    en: "The settings of the source are not valid.",
    th: "การตั้งค่าแหล่งข้อมูลไม่ถูกต้อง",
  },
};
