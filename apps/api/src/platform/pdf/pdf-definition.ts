/** What the engine is given: a pdfmake document definition, narrowed to what Purser's documents use. */
export interface PdfDefinition {
  /** Title, author and the date the document was issued; the date makes a re-print the same, byte for byte. */
  readonly info: {
    readonly title: string;
    readonly author: string;
    readonly subject: string;
    readonly creationDate: Date;
  };
  readonly language: "en" | "th";
  readonly pageMargins: readonly [number, number, number, number];
  readonly content: readonly object[];
  readonly header: (currentPage: number, pageCount: number) => object | null;
  readonly footer: (currentPage: number, pageCount: number) => object | null;
  readonly styles: Readonly<Record<string, object>>;
  readonly defaultStyle: object;
  readonly watermark?: object;
}
