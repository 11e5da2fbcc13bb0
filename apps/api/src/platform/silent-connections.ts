import type { Socket } from "node:net";
import pg from "pg";

/** How long a connection may say nothing while an answer is waited for, before the database is asked about it. */
export interface Patience {
  readonly lookMs: number;
  /** Looks in a row that find it silent. Counted, not timed, so that a busy process does not take its own sleep for silence. */
  readonly silentLooks: number;
  /** How long the database may take to say whether it is still at work. */
  readonly askMs: number;
}

const PATIENCE: Patience = { lookMs: 1_000, silentLooks: 5, askMs: 5_000 };
/** How often the database has to deny a connection in a row, as an answer may be under way while it is asked. */
const DENIALS = 2;

/** pg's own parts, which its types do not know. */
interface Inner {
  readonly connection: { readonly stream: Socket };
  readonly readyForQuery: boolean;
  readonly processID: number | null;
}

interface Seen {
  bytes: number;
  silent: number;
  denials: number;
}

/**
 * Ends connections of a pool from which no answer will ever come: the network was cut, or a firewall has forgotten them, and
 * nobody says so. The kernel would take a quarter of an hour to notice. How long a statement lasts says nothing, so the
 * database is asked on a connection of its own whether it is still at work for the silent one; what it is at work on is
 * never cut. Whoever waited is told that the connection timed out.
 */
export function endSilentConnections(pool: pg.Pool, patience: Patience = PATIENCE): void {
  const watch = new SilenceWatch(pool, patience);
  pool.on("acquire", (client) => watch.lend(client));
  pool.on("release", (_error, client) => watch.giveBack(client));
  pool.on("remove", (client) => watch.forget(client));
}

class SilenceWatch {
  readonly #pool: pg.Pool;
  readonly #patience: Patience;
  readonly #lent = new Map<pg.PoolClient, Seen>();
  readonly #idle = new Set<pg.PoolClient>();
  #timer: NodeJS.Timeout | null = null;
  #isAsking = false;

  constructor(pool: pg.Pool, patience: Patience) {
    this.#pool = pool;
    this.#patience = patience;
  }

  lend(client: pg.PoolClient): void {
    this.#idle.delete(client);
    this.#lent.set(client, { bytes: 0, silent: 0, denials: 0 });
    this.#timer ??= setInterval(() => this.#look(), this.#patience.lookMs).unref();
  }

  giveBack(client: pg.PoolClient): void {
    this.#lent.delete(client);
    this.#idle.add(client);
  }

  forget(client: pg.PoolClient): void {
    this.#lent.delete(client);
    this.#idle.delete(client);
  }

  #look(): void {
    if (this.#lent.size === 0 && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }
    const silent = [...this.#lent].filter(([client, seen]) => this.#isSilent(client, seen));
    if (silent.length > 0 && !this.#isAsking) void this.#judge(silent);
  }

  #isSilent(client: pg.PoolClient, seen: Seen): boolean {
    const { connection, readyForQuery } = innerOf(client);
    const bytes = connection.stream.bytesRead + connection.stream.bytesWritten;
    // Who does not read what comes, as they cannot get rid of it as fast, hears nothing either.
    if (readyForQuery || connection.stream.isPaused() || bytes !== seen.bytes) {
      Object.assign(seen, { bytes, silent: 0, denials: 0 });
      return false;
    }
    seen.silent += 1;
    return seen.silent >= this.#patience.silentLooks;
  }

  async #judge(silent: readonly (readonly [pg.PoolClient, Seen])[]): Promise<void> {
    this.#isAsking = true;
    const denied = await this.#denied(silent.map(([client]) => innerOf(client).processID ?? 0));
    this.#isAsking = false;
    for (const [client, seen] of silent) {
      if (this.#lent.get(client) !== seen || seen.silent === 0) continue; // it has spoken, or serves another
      if (!denied.has(innerOf(client).processID ?? 0)) Object.assign(seen, { silent: 0, denials: 0 });
      else {
        seen.denials += 1;
        if (seen.denials >= DENIALS) this.#end(client);
      }
    }
  }

  /** Those of these backends that are at no work of ours, or all of them where the database cannot be reached. */
  async #denied(pids: readonly number[]): Promise<ReadonlySet<number>> {
    const { askMs } = this.#patience;
    const { connectionString } = this.#pool.options;
    const asker = new pg.Client({ connectionString, connectionTimeoutMillis: askMs, query_timeout: askMs });
    asker.on("error", () => {}); // the question reports it
    try {
      await asker.connect();
      const { rows } = await asker.query<{ pid: number; own: boolean; at_work: boolean }>(
        `select a.pid, a.pid = pg_backend_pid() as own,
           a.state is not distinct from 'active' and a.wait_event_type is distinct from 'Client' as at_work
         from pg_stat_activity as a where a.pid = any ($1::integer[]) or a.pid = pg_backend_pid()`,
        [pids],
      );
      // Behind a pooler numbers are not those of backends, and say nothing.
      if (!rows.some(({ own, pid }) => own && pid === innerOf(asker).processID)) return new Set();
      const working = new Set(rows.filter((row) => row.at_work).map(({ pid }) => pid));
      return new Set(pids.filter((pid) => !working.has(pid)));
    } catch (error) {
      return new Set(error instanceof pg.DatabaseError ? [] : pids); // full as it may be, it is there
    } finally {
      void asker.end().catch(() => {});
    }
  }

  /** Ends a connection, and with it those that lie idle: they have most likely gone the same way, and new ones cost little. */
  #end(client: pg.PoolClient): void {
    for (const each of [client, ...this.#idle]) {
      const error = Object.assign(new Error("the database does not answer on this connection"), { code: "ETIMEDOUT" });
      innerOf(each).connection.stream.destroy(error);
    }
  }
}

function innerOf(client: pg.PoolClient | pg.Client): Inner {
  return client as unknown as Inner;
}
