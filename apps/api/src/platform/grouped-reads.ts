import { SharedReads } from "./shared-reads.ts";

/** Reads many records by their ids in one statement; what is not there is left out. */
type ReadMany<Value> = (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/**
 * Reads single records. Those that are asked for while a statement is under way are read together by the next, so that a
 * burst of calls costs a statement for many of them. Each is read after it was asked for: see `SharedReads`.
 */
export class GroupedReads<Value> {
  readonly #reads = new SharedReads<ReadonlyMap<string, Value>>();
  readonly #readMany: ReadMany<Value>;
  #asked = new Set<string>();

  constructor(readMany: ReadMany<Value>) {
    this.#readMany = readMany;
  }

  /** The record of a UUID, in letters of either case; undefined where there is none. */
  async get(id: string): Promise<Value | undefined> {
    const key = id.toLowerCase(); // as PostgreSQL writes it
    this.#asked.add(key);
    const found = await this.#reads.get("", async () => {
      const ids = [...this.#asked];
      this.#asked = new Set();
      return await this.#readMany(ids);
    });
    return found.get(key);
  }
}
