import { describe, expect, it } from "vitest";
import { PdfError, PdfPool } from "../../platform/pdf/pdf-pool.ts";
import { renderPdf } from "../../platform/pdf/render-pdf.ts";
import { isDrawable } from "../../platform/pdf/shared-fonts.ts";
import { comparable, type PlacedText, readPdf, textOf } from "../../testing/pdf-text.ts";
import { paidFacts, sampleReceipt } from "../../testing/receipt-samples.ts";
import { isDrawableOnDocuments } from "./core/printable-text.ts";
import type { DocumentLanguage, ReceiptDocument } from "./core/receipt-document.ts";
import { layoutReceipt, receiptLayout } from "./core/receipt-layout.ts";

const draw = (doc: ReceiptDocument, lang: DocumentLanguage) => renderPdf(layoutReceipt(doc, lang));
const read = async (doc: ReceiptDocument, lang: DocumentLanguage) => readPdf(await draw(doc, lang));
const LANGUAGES = ["en", "th"] as const;

describe("a bill as PDF", () => {
  it("holds every fact of a pending one in English", async () => {
    const { pages, info } = await read(sampleReceipt(3), "en");
    const text = textOf(pages);
    for (const fact of [
      "Invoice",
      "Awaiting payment",
      "INV-202610-000042",
      "1 November 2026",
      "1 December 2026",
      "1–31 October 2026",
      "Asia/Bangkok (UTC+07:00)",
      "National Centre for Scientific Computing",
      "Tax ID 0994000158378 · Head office",
      "Tax ID 0994000158386 · Branch 00003",
      "CPU time",
      "GPU time · h100",
      "674.25 GPU-hours 10.00 9,153.69",
      "Subtotal 27,461.07",
      "VAT 7% 1,922.27",
      "Total (THB) 29,383.34",
      "Twenty-nine thousand three hundred eighty-three baht and thirty-four satang",
      "สองหมื่นเก้าพันสามร้อยแปดสิบสามบาทสามสิบสี่สตางค์",
      "Please pay within 30 days",
      "016-2-12345-6",
      "Page 1 of 1",
    ]) {
      expect(text).toContain(comparable(fact));
    }
    expect(info).toMatchObject({
      Title: "Invoice INV-202610-000042",
      Author: "National Centre for Scientific Computing",
    });
    expect(info.CreationDate).toContain("20261031180000");
  });

  it.each([
    ["en", "Correction of INV-202609-000007 3 runs", "Runs that were billed elsewhere before 1 run"],
    ["th", "ปรับปรุงยอดตามใบแจ้งหนี้ INV-202609-000007 3 งาน", "งานที่เคยเรียกเก็บจากบัญชีอื่น 1 งาน"],
  ] as const)("names what an adjustment corrects, with neither quantity nor price, in %s", async (lang, own, moved) => {
    const doc = sampleReceipt(1);
    const adjusted = { ...doc.lines[0], component: "adjustment", basis: "allocated", gpuType: null } as const;
    const blank = { partition: null, qos: null, multiplier: "1", quantity: "0", unitPrice: "0" };
    const lines = [
      { ...adjusted, ...blank, corrects: "INV-202609-000007", runCount: 3, amount: "-1234.50" },
      { ...adjusted, ...blank, corrects: null, runCount: 1, amount: "0.75" },
    ];
    const text = textOf((await read({ ...doc, lines: [...doc.lines, ...lines] }, lang)).pages);
    for (const fact of [`${own} – – −1,234.50`, `${moved} – – 0.75`]) expect(text).toContain(comparable(fact));
  });

  it("holds every fact of a pending one in Thai, with each า after ำ and the year of the Buddhist era", async () => {
    const { pages } = await read(sampleReceipt(3), "th");
    const text = textOf(pages);
    for (const fact of [
      "ใบแจ้งหนี้",
      "รอชำระเงิน",
      "ศูนย์คอมพิวเตอร์สมรรถนะสูงแห่งชาติ",
      "คณะวิทยาศาสตร์ ภาควิชาทรัพยากรน้ำ",
      "เลขประจำตัวผู้เสียภาษี 0994000158378 · สำนักงานใหญ่",
      "สาขาที่ 00003",
      "1 พฤศจิกายน พ.ศ. 2569",
      "1–31 ตุลาคม พ.ศ. 2569",
      "ค่าใช้หน่วยความจำ",
      "ภาษีมูลค่าเพิ่ม 7% 1,922.27",
      "จำนวนเงินรวมทั้งสิ้น (บาท) 29,383.34",
      "สองหมื่นเก้าพันสามร้อยแปดสิบสามบาทสามสิบสี่สตางค์",
      "กรุณาชำระเงินภายใน 30 วัน",
      "หน้า 1 จาก 1",
    ]) {
      expect(text).toContain(comparable(fact));
    }
  });

  it("keeps Thai searchable whatever was drawn first, in the same document or before it", async () => {
    const words = "กำ ทำ น้ำ ป้ำ ป่า ตา ค่ำ ย่ำ ฟู้ ญูฐุ ปั้น ที่ ก็ ไฟฟ้า ฤๅ";
    for (const name of [words, [...words.split(" ")].reverse().join(" ")]) {
      const { pages } = await read(sampleReceipt(1, { buyer: { ...sampleReceipt(1).buyer, nameTh: name } }), "th");
      expect(textOf(pages)).toContain(comparable(name));
    }
  });

  it.each(LANGUAGES)("says that it is paid, how, and under which number (%s)", async (lang) => {
    const text = textOf((await read(sampleReceipt(3, paidFacts), lang)).pages);
    const facts = {
      en: ["Receipt / Tax invoice", "Paid on 9 November 2026", "Bank transfer"],
      th: ["ใบเสร็จรับเงิน / ใบกำกับภาษี", "วันที่ชำระเงิน 9 พฤศจิกายน พ.ศ. 2569", "โอนเงินผ่านธนาคาร"],
    };
    for (const fact of [...facts[lang], "RCT-202611-000007", "INV-202610-000042", "SCB 20261109-000123"]) {
      expect(text).toContain(comparable(fact));
    }
    expect(text).not.toContain("016-2-12345-6");
  });

  it("is no tax invoice where it bears no tax", async () => {
    const text = textOf((await read(sampleReceipt(3, { ...paidFacts, tax: null }), "en")).pages);
    expect(text).toContain("Receipt");
    expect(text).not.toMatch(/Taxinvoice|VAT/);
  });

  it.each(LANGUAGES)("marks a void one on every page and asks for no money (%s)", async (lang) => {
    const voided = { reason: "Billed to the wrong account", at: new Date("2026-11-02T03:00:00Z") };
    const { pages } = await read(sampleReceipt(60, { status: "void", voided }), lang);
    const mark = lang === "en" ? "VOID" : "ยกเลิก";
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(textOf([page])).toContain(mark);
    expect(textOf(pages)).toContain(comparable(voided.reason));
    expect(textOf(pages)).not.toContain("016-2-12345-6");
  });

  it.each(LANGUAGES)("repeats the head of the table and numbers the pages of a long one (%s)", async (lang) => {
    const doc = sampleReceipt(60);
    const { pages } = await read(doc, lang);
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => {
      const text = textOf([page]);
      const label = lang === "en" ? `Page ${index + 1} of ${pages.length}` : `หน้า ${index + 1} จาก ${pages.length}`;
      expect(text).toContain(comparable(label));
      if (text.includes("GiB-"))
        expect(text).toContain(comparable(lang === "en" ? "Unit price (THB)" : "ราคาต่อหน่วย (บาท)"));
    });
    const printed = pages.flat().map(({ text }) => text.replaceAll(",", ""));
    for (const line of doc.lines) expect(printed).toContain(line.amount);
  });

  it("wraps a long Thai name between words", async () => {
    const name = "สำนักงานพัฒนาวิทยาศาสตร์และเทคโนโลยีแห่งชาติเพื่อการวิจัยทรัพยากรน้ำและสิ่งแวดล้อมอย่างยั่งยืน";
    const { pages } = await read(sampleReceipt(1, { buyer: { ...sampleReceipt(1).buyer, nameTh: name } }), "th");
    const lines = linesOf(pages.flat());
    const first = lines.findIndex((line) => line.startsWith(comparable("สำนักงานพัฒนา")));
    const ends = new Set<number>();
    let end = 0;
    for (const { segment } of new Intl.Segmenter("th", { granularity: "word" }).segment(name)) {
      end += comparable(segment).length;
      ends.add(end);
    }
    let drawn = "";
    for (let index = first; drawn.length < comparable(name).length; index += 1) {
      drawn += lines[index];
      expect(ends).toContain(drawn.length);
    }
    expect(drawn).toBe(comparable(name));
    expect(lines[first]).not.toBe(comparable(name));
  });

  it.each(LANGUAGES)("stays inside its margins whatever its texts hold (%s)", async (lang) => {
    const { pages } = await read(hostileReceipt(), lang);
    for (const { text, x, y, width } of pages.flat()) {
      if (text.trim() === "") continue;
      expect(x).toBeGreaterThanOrEqual(47.9);
      expect(x + width, text).toBeLessThanOrEqual(595.28 - 47);
      expect(y).toBeGreaterThan(20);
      expect(y).toBeLessThan(841.89 - 20);
    }
    expect(textOf(pages)).toContain("316,933.70");
    expect(textOf(pages)).toContain("<script>alert(1)</script>");
  });

  it("leaves out a logo that is no PNG and draws one that is", async () => {
    const seller = sampleReceipt(1).seller;
    const without = await draw(sampleReceipt(1), "en");
    const broken = await draw(sampleReceipt(1, { seller: { ...seller, logoPng: Uint8Array.of(1, 2, 3) } }), "en");
    const withLogo = await draw(
      sampleReceipt(1, { seller: { ...seller, logoPng: Buffer.from(ONE_PIXEL, "base64") } }),
      "en",
    );
    expect(broken.equals(without)).toBe(true);
    expect(withLogo.includes("/Subtype /Image")).toBe(true);
  });

  it("prints only characters that the fonts have", () => {
    for (let codePoint = 0x20; codePoint <= 0xffff; codePoint += 1) {
      if (isDrawableOnDocuments(codePoint)) expect(isDrawable(codePoint), codePoint.toString(16)).toBe(true);
    }
  });
});

describe("PdfPool", () => {
  it("draws in threads what is drawn here, byte for byte, however often and after whatever", async () => {
    await using pool = new PdfPool({ threads: 2 });
    const doc = sampleReceipt(4, paidFacts);
    const here = await draw(doc, "th");
    await draw(hostileReceipt(), "en");
    expect((await draw(doc, "th")).equals(here)).toBe(true);
    const there = await Promise.all([
      pool.render(receiptLayout, hostileReceipt(), "th"),
      ...Array.from({ length: 5 }, () => pool.render(receiptLayout, doc, "th")),
    ]);
    for (const bytes of there.slice(1)) expect(here.equals(bytes)).toBe(true);
  }, 30_000);

  it("refuses a document when too many wait, and one that takes too long", async () => {
    await using pool = new PdfPool({ threads: 1, maxQueue: 1 });
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => pool.render(receiptLayout, sampleReceipt(2), "en")),
    );
    const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(6);
    for (const reason of refused) expect(reason).toMatchObject({ code: "TRY_AGAIN", facts: { reason: "busy" } });

    await using hurried = new PdfPool({ threads: 1, timeoutMs: 1 });
    const late = hurried.render(receiptLayout, sampleReceipt(2), "en");
    await expect(late).rejects.toBeInstanceOf(PdfError);
    await expect(late).rejects.toMatchObject({ facts: { reason: "timeout" } });
  }, 30_000);
});

const ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** What stands on one line, from left to right; lines from the top. */
function linesOf(items: readonly PlacedText[]): string[] {
  const left = items.filter(({ x }) => x < 270);
  const heights = [...new Set(left.map(({ y }) => y))].sort((a, b) => b - a);
  return heights.map((height) =>
    comparable(
      left
        .filter(({ y }) => y === height)
        .map(({ text }) => text)
        .join(""),
    ),
  );
}

function hostileReceipt(): ReceiptDocument {
  const doc = sampleReceipt(9, paidFacts);
  const thai = "ด้วยความปรารถนาดีจากมูลนิธิน้ำใจงามเพื่อการวิจัยและพัฒนาการคำนวณสมรรถนะสูง".repeat(9);
  const evil = `${thai} 🚀👩‍👩‍👧‍👦 中文 \u0007\u202E<b>evil</b>`;
  const party = { name: "W".repeat(4_000), nameTh: evil, taxId: "9".repeat(300), branch: evil, phone: "1".repeat(300) };
  return {
    ...doc,
    tier: { en: "X".repeat(300), th: "X".repeat(300) },
    seller: { ...doc.seller, ...party, addressLines: ["A".repeat(500), "\n\n\n"], addressLinesTh: [evil] },
    buyer: {
      ...doc.buyer,
      ...party,
      name: `กิ๊${"้".repeat(50)} ${evil}`,
      addressLinesTh: Array(30).fill(evil),
      code: "c".repeat(200),
    },
    payment: { ...paidFacts.payment, reference: `${"ref-".repeat(200)}🚀`, approvedBy: "<script>alert(1)</script>" },
    lines: doc.lines.map((line) => ({
      ...line,
      partition: `partition_${"y".repeat(300)}`,
      qos: "คุณภาพ".repeat(60),
      quantity: "123456789.123456",
      unitPrice: "123456.123456",
      amount: "12345678901.23",
    })),
  };
}
