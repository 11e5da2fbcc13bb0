/** What an event did, as a sentence. */
const TEXTS = {
  created: { en: "The run was not known and is now.", th: "สร้างรายการงานใหม่แล้ว" },
  updated: { en: "The run has been brought up to date.", th: "ปรับปรุงข้อมูลการรันงานแล้ว" },
  skipped: { en: "This was told before, word for word.", th: "เคยได้รับข้อมูลเดียวกันนี้แล้ว จึงไม่มีการเปลี่ยนแปลง" },
} as const;

export function eventText(status: keyof typeof TEXTS, language: "en" | "th"): string {
  return TEXTS[status][language];
}
