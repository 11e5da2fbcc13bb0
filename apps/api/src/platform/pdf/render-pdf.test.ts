import { describe, expect, it } from "vitest";
import type { PdfDefinition } from "./pdf-definition.ts";
import { renderPdf } from "./render-pdf.ts";

const page = (content: readonly object[]): PdfDefinition => ({
  info: { title: "t", author: "a", subject: "s", creationDate: new Date("2026-10-31T18:00:00Z") },
  language: "en",
  pageMargins: [40, 40, 40, 40],
  content,
  header: () => null,
  footer: () => null,
  styles: { quiet: { fontSize: 8 } },
  defaultStyle: { fontSize: 9 },
});

describe("renderPdf", () => {
  it("opens no file and fetches no address that a document names", async () => {
    await expect(renderPdf(page([{ image: "/etc/hostname" }]))).rejects.toThrow(/denied/);
    const fetched = renderPdf({
      ...page([{ image: "logo" }]),
      images: { logo: "http://127.0.0.1:9/logo.png" },
    } as PdfDefinition);
    await expect(fetched).rejects.toThrow(/denied/);
  });

  it("gives the same bytes for the same definition, and other bytes for another day", async () => {
    const first = await renderPdf(page([{ text: "น้ำ water", style: "quiet" }]));
    expect((await renderPdf(page([{ text: "น้ำ water", style: "quiet" }]))).equals(first)).toBe(true);
    const other = page([{ text: "น้ำ water", style: "quiet" }]);
    const later = { ...other, info: { ...other.info, creationDate: new Date("2026-11-01T18:00:00Z") } };
    expect((await renderPdf(later)).equals(first)).toBe(false);
  });

  it("is a PDF to its last byte", async () => {
    const bytes = await renderPdf(page([{ text: "x" }]));
    expect(bytes.subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
    expect(bytes.subarray(-6).toString("latin1")).toContain("%%EOF");
  });
});
