/** A node of the document definition, as the engine's documentation describes them. */
export type Block = Readonly<Record<string, unknown>>;

/** Points. The columns are fixed, so that no text, however long, can move one of them or leave the page. */
export const PAGE = {
  margins: [48, 52, 48, 62] as [number, number, number, number],
  width: 595.28,
  contentWidth: 499.28,
} as const;

export const COLOUR = {
  accent: "#12385b",
  ink: "#1b2733",
  quiet: "#5d6b79",
  rule: "#d5dce3",
  tint: "#f2f5f8",
  pending: "#8a5a00",
  pendingTint: "#fdf3df",
  paid: "#17663a",
  paidTint: "#e6f4ea",
  void: "#a3262a",
  voidTint: "#fbe9e9",
} as const;

export const DEFAULT_STYLE = { fontSize: 9, lineHeight: 1.12, color: COLOUR.ink } as const;

export const STYLES: Readonly<Record<string, object>> = {
  title: { fontSize: 19, bold: true, color: COLOUR.accent, lineHeight: 1 },
  longTitle: { fontSize: 15.5, bold: true, color: COLOUR.accent, lineHeight: 1 },
  sellerName: { fontSize: 11.5, bold: true },
  partyName: { fontSize: 10, bold: true },
  label: { fontSize: 8, color: COLOUR.quiet },
  heading: { fontSize: 8, bold: true, color: COLOUR.accent },
  small: { fontSize: 8, color: COLOUR.quiet },
  columnHeading: { fontSize: 8, bold: true, color: COLOUR.accent },
  total: { fontSize: 11, bold: true, color: COLOUR.accent },
};

/** A table without lines or padding, for figures that only need to stand under each other. */
const BARE = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 2,
};

export interface FactWidths {
  readonly label: number;
  readonly value: number;
  readonly alignment: "left" | "right";
}

/** Labels with their values, one pair a row. */
export function facts(pairs: readonly (readonly [string, string])[], widths: FactWidths): Block {
  return {
    layout: BARE,
    table: {
      widths: [widths.label, widths.value],
      body: pairs.map(([label, value]) => [
        { text: label, style: "label", margin: [0, 0.9, 0, 0] },
        { text: value, alignment: widths.alignment },
      ]),
    },
  };
}

/** A box of one colour around its content, as wide as said. */
export function panel(content: Block, width: number, fill: string): Block {
  const padding = 10;
  return {
    layout: {
      ...BARE,
      paddingLeft: () => padding,
      paddingRight: () => padding,
      paddingTop: () => 7,
      paddingBottom: () => 7,
    },
    table: { widths: [width - 2 * padding], body: [[{ ...content, fillColor: fill }]] },
  };
}
