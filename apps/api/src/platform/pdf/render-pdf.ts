import { measureStylesOnce } from "./measure-once.ts";
import type { PdfDefinition } from "./pdf-definition.ts";
import { pdfmake } from "./pdf-internals.ts";
import { shareFonts } from "./shared-fonts.ts";
import { breakThaiAtWords } from "./thai-line-breaks.ts";

// Nothing a document says can make the engine fetch an address or open a file.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);
pdfmake.setFonts({ Sarabun: {} });
shareFonts();
breakThaiAtWords();
measureStylesOnce();

/**
 * Draws a document on A4. The same definition gives the same bytes, in any process and after any other document.
 * Costs tens of milliseconds of CPU: requests go through `PdfPool`.
 */
export async function renderPdf(definition: PdfDefinition): Promise<Buffer> {
  const stream = await pdfmake
    .createPdf({
      ...definition,
      info: { ...definition.info, creator: "Purser", producer: "Purser" },
      pageSize: "A4",
      version: "1.7",
      displayTitle: true,
      defaultStyle: { font: "Sarabun", ...definition.defaultStyle },
    })
    .getStream();
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("error", reject);
    stream.on("end", () => resolve(Buffer.concat(chunks)));
    stream.end();
  });
}
