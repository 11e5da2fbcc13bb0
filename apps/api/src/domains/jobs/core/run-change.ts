/** The columns of a run as text, null where it has no value. */
export type RunTexts = Readonly<Record<string, string | null>>;

export interface ChangedField {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a row is kept by, and what samples say of it: none of it is told by a record. */
const NOT_TOLD =
  /^(?:run_id|batch_id|content_hash|\w+_label|cluster_id|sample_count|(?:cpu_percent|memory_mib|gpu_percent)_(?:avg|max))$/;

/** What a later record changed of a run, by the names of the fields. Times are RFC 3339 in UTC. */
export function changedFields(before: RunTexts, after: RunTexts): ChangedField[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => !NOT_TOLD.test(field));
  return fields.sort().flatMap((field) => {
    const [was, is] = [textOf(field, before), textOf(field, after)];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
}

function textOf(field: string, run: RunTexts): string | null {
  const text = run[field] ?? null;
  return text === null || !field.endsWith("_at") ? text : new Date(text).toISOString();
}
