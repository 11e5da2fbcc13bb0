/** A read that others wait for, and the one that follows it where somebody has asked meanwhile. */
interface Turn<Value> {
  /** Fulfilled when it has ended, one way or the other, or takes too long to be waited for. */
  readonly over: Promise<void>;
  next: Promise<Value> | null;
}

/** One read waits for another at most so long: a connection that has gone silent holds up nobody but those who had it. */
const PATIENCE_MILLISECONDS = 500;

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
    turn.next ??= turn.over.then(() => this.#begin(key, read));
    return await turn.next;
  }

  #begin(key: string, read: () => Promise<Value>): Promise<Value> {
    const current = read();
    const turn: Turn<Value> = { over: endedOrLate(current), next: null };
    this.#turns.set(key, turn);
    void turn.over.then(() => {
      if (turn.next === null) this.#turns.delete(key);
    });
    return current;
  }
}

async function endedOrLate(read: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MILLISECONDS);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    read.then(end, end);
  });
}
