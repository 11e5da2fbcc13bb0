import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface ReadPdf {
  readonly info: Readonly<Record<string, unknown>>;
  /** What each page shows, in the order it was drawn. */
  readonly pages: readonly (readonly PlacedText[])[];
}

/** Reads a PDF back as a viewer does when someone searches or copies. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: PlacedText[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const content = await (await document.getPage(number)).getTextContent({ disableNormalization: true });
    pages.push(
      content.items.flatMap((item) =>
        "str" in item && item.str !== ""
          ? [{ text: item.str, x: Number(item.transform[4]), y: Number(item.transform[5]), width: item.width }]
          : [],
      ),
    );
  }
  const { info } = await document.getMetadata();
  await task.destroy();
  return { info: { ...info }, pages };
}

/** Text as it is compared: decomposed, so that "ำ" is the two signs it is drawn with, and without spaces. */
export function comparable(text: string): string {
  return text.normalize("NFKD").replace(/\s+/g, "");
}

export function textOf(pages: readonly (readonly PlacedText[])[]): string {
  return comparable(pages.flatMap((page) => page.map(({ text }) => text)).join(""));
}
