/** Reads of an address's parameters; what is not allowed is dropped, so that an old link still opens its page. */

type Raw = Readonly<Record<string, unknown>>;

export function textParam(raw: Raw, name: string, maximum = 200): string | undefined {
  const value = raw[name];
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text !== "" && text.length <= maximum ? text : undefined;
}

export function monthParam(raw: Raw, name: string): string | undefined {
  const text = textParam(raw, name);
  return text !== undefined && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

export function dateParam(raw: Raw, name: string): string | undefined {
  const text = textParam(raw, name);
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

export function uuidParam(raw: Raw, name: string): string | undefined {
  const text = textParam(raw, name);
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : undefined;
}

export function choiceParam<Choice extends string>(
  raw: Raw,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === raw[name]);
}

/** Leaves out what is undefined: an address shows only the filters in use. */
export function present<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Object.fromEntries forgets the keys' names; they are those of `values`.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
