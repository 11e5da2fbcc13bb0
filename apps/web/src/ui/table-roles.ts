/**
 * The roles of a table's elements, written out: a browser forgets them where CSS lays the table out as a grid or as cards,
 * and a screen reader would then read loose words.
 */
export const tableRoles = {
  table: { role: "table" },
  rowGroup: { role: "rowgroup" },
  row: { role: "row" },
  columnHeader: { role: "columnheader" },
  cell: { role: "cell" },
} as const;
