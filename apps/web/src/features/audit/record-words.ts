/**
 * Where the words are for the codes that records hold, by the name of the field: the codes of one field are of as many
 * vocabularies as there are kinds of record that have it.
 */
const VOCABULARIES: Readonly<Record<string, readonly string[]>> = {
  reason: ["audit:values.reason"],
  directory: ["audit:values.directory"],
  source: ["audit:values.source", "usage:source"],
  format: ["audit:values.format"],
  report: ["audit:values.format"],
  warnings: ["audit:values.warnings"],
  kind: ["organisation:kind", "tokens:kind", "pulls:kind"],
  role: ["ui:roles"],
  code: ["errors:code"],
  method: ["receipts:method"],
  outcome: ["changes:status"],
  state: ["ui:run_state"],
  from: ["pulls:state"],
  to: ["pulls:state"],
};

/** What people have written themselves is no code, though it may look like one. */
const WRITTEN: ReadonlySet<string> = new Set(["receipt.voided reason"]);

const CODE = /^[A-Za-z_]+$/;

/** The key of the words for a code of a record, for the texts that there are; undefined: it is no code that has any. */
export function wordsKey(
  { action, field, value }: { readonly action: string; readonly field: string; readonly value: string },
  isText: (key: string) => boolean,
): string | undefined {
  if (!CODE.test(value) || WRITTEN.has(`${action} ${field}`)) return undefined;
  return VOCABULARIES[field]?.map((place) => `${place}.${value}`).find(isText);
}
