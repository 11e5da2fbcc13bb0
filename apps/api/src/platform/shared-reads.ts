/** A read that is under way, and the one that follows it where somebody has asked meanwhile. */
interface Turn<Value> {
  readonly current: Promise<Value>;
  next: Promise<Value> | null;
}

/**
 * Reads of the same that come together are one read. Who asks while one is under way shares the next, which begins when that
 * has ended: every answer was read after it was asked for, so that it holds all that was committed before. Nothing is
 * remembered. A read that fails fails for those who share it, and for nobody else.
 */
export class SharedReads<Value> {
  readonly #turns = new Map<string, Turn<Value>>();

  /** What `read` brings; all who give the same key must mean the same read. */
  async get(key: string, read: () => Promise<Value>): Promise<Value> {
    const turn = this.#turns.get(key);
    if (turn === undefined) return await this.#begin(key, read);
    turn.next ??= turn.current.then(
      () => this.#begin(key, read),
      () => this.#begin(key, read),
    );
    return await turn.next;
  }

  #begin(key: string, read: () => Promise<Value>): Promise<Value> {
    const turn: Turn<Value> = { current: read(), next: null };
    this.#turns.set(key, turn);
    const end = () => {
      if (turn.next === null) this.#turns.delete(key);
    };
    turn.current.then(end, end);
    return turn.current;
  }
}
