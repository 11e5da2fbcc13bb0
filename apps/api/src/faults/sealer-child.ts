import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import type { Config } from "../config.ts";
import { recordEvent } from "../domains/audit/record-event.ts";
import { sealBatch } from "../domains/audit/seal-records.ts";
import { startSealer } from "../domains/audit/start-sealer.ts";
import { createDb, type Db, transact } from "../platform/db.ts";

/** So many write at once in one program. */
const WRITERS = 8;

/** What the parent tells the child to do. */
export interface SealerOrder {
  readonly url: string;
  /** Told rather than read: a child that needs nothing else of the program is there sooner. */
  readonly config: Pick<Config, "auditKeys">;
  /**
   * `pause`: one pass that stops itself before it writes its links. `seal`: a sealer alone, `write`: writers alone,
   * `both`: all of it, each until killed.
   */
  readonly work: "pause" | "seal" | "write" | "both";
}

/** A program that seals the audit chain and that something happens to. */
process.once("message", (message) => {
  const order = message as SealerOrder; // the parent sends nothing else
  const tell = (answer: object) => process.send?.(answer);
  (order.work === "pause" ? pausedPass(order) : workForEver(order)).then(
    (sealed) => tell({ sealed }),
    (error: Error & { code?: string }) => tell({ error: error.message, code: error.code ?? null }),
  );
});
process.once("disconnect", () => process.exit());

async function pausedPass({ url, config }: SealerOrder): Promise<number> {
  const onStatement = (_count: number, text: string) => {
    if (!text.includes("insert into audit.seal")) return;
    process.send?.({ paused: true });
    process.kill(process.pid, "SIGSTOP");
  };
  const failpoint = { statement: 0, mode: "before", onStatement } as const;
  const db = createDb({ url, maxConnections: 1, onError: () => {}, failpoint });
  return (await sealBatch({ db, config })).sealed;
}

async function workForEver({ url, config, work }: SealerOrder): Promise<never> {
  const db = createDb({ url, maxConnections: 12, onError: () => {} });
  if (work !== "write") startSealer({ db, config, log: { warn: () => {}, info: () => {} } });
  if (work === "seal") return await new Promise<never>(() => {});
  return await Promise.race(Array.from({ length: WRITERS }, (_, number) => writeForEver(db, config, number)));
}

/** Makes one change after the other; every fourth writer is slow to commit, so that younger transactions overtake it. */
async function writeForEver(db: Db, config: SealerOrder["config"], number: number): Promise<never> {
  const ctx = { config, actor: { id: null, username: "writer" }, requestId: null };
  for (;;) {
    const id = uuidv7();
    await transact(db, async (tx) => {
      await tx.insertInto("platform.idempotency").values(changeOf(id)).execute();
      if (number % 4 === 0) await sleep(Math.random() * 200);
      await recordEvent(tx, ctx, { action: "change.made", subject: id, detail: {} });
    }).catch(async () => await sleep(20)); // the database may have been killed: the parent counts what is there
  }
}

/** A row of some table that the program may write, named by the change. */
function changeOf(id: string) {
  return { actor_id: id, operation: "change", key: id, request_hash: Buffer.alloc(32), answer: "{}" };
}
