/**
 * Remembers what a pure function made of a text, since accounting says the same few things over and over. The text is one
 * that was read byte by byte, or ASCII: others would be taken for each other.
 */
export class Memo<T> {
  readonly #values = new Map<string, T>();
  readonly #compute: (text: string) => T;
  readonly #limit: number;

  constructor(compute: (text: string) => T, limit = 20_000) {
    this.#compute = compute;
    this.#limit = limit;
  }

  of(text: string): T {
    const known = this.#values.get(text);
    if (known !== undefined) return known;
    const value = this.#compute(text);
    if (this.#values.size >= this.#limit) this.#values.clear();
    this.#values.set(ownCopy(text), value);
    return value;
  }
}

/** A copy with memory of its own: a piece cut out of a chunk of a file keeps the whole chunk alive. */
export function ownCopy(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("latin1");
}

/** UTF-8 that was read byte by byte, as text; what is no UTF-8 becomes U+FFFD. */
export function decodeUtf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}
