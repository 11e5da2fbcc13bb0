import type { Db } from "../../platform/db.ts";
import type { TokenSession } from "./core/access-token.ts";
import { type CeasedTokens, listCeasedTokens } from "./sessions.queries.ts";

/** What a process knows of ended sessions is at most this old: an ended one is refused within a second everywhere. */
const MAX_AGE_MS = 500;

/**
 * Which access tokens are no longer good although they have not expired. What ended is asked of the database at most
 * twice a second, however many calls there are, and only when a call comes; all calls that come meanwhile wait for one
 * and the same answer. Where the database does not answer, no token is good.
 */
export class CeasedTokenList {
  readonly #db: Db;
  #known: ReadonlyMap<string, CeasedTokens> = new Map();
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Whether tokens of this session and generation have ceased to be good. */
  async has({ id, generation }: TokenSession): Promise<boolean> {
    if (performance.now() - this.#askedAt >= MAX_AGE_MS) await this.#ask();
    const ceased = this.#known.get(id);
    return ceased !== undefined && (ceased.ended || ceased.generation > generation);
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#read().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #read(): Promise<void> {
    const askedAt = performance.now(); // before the question: the answer is as old as that
    const rows = await listCeasedTokens(this.#db);
    this.#known = new Map(rows.map((row) => [row.id, row]));
    this.#askedAt = askedAt;
  }
}
