import { v7 as uuidv7 } from "uuid";
import { recordEvent } from "../domains/audit/record-event.ts";
import { sealBatch } from "../domains/audit/seal-records.ts";
import { startSealer } from "../domains/audit/start-sealer.ts";
import { createDb, transact } from "../platform/db.ts";
import { testConfig } from "../testing/contract-app.ts";

/** What the parent tells the child to do. */
export interface SealerOrder {
  readonly url: string;
  /** `pause`: one pass that stops itself before it writes its links. `write`: writers and a sealer, until killed. */
  readonly work: "pause" | "write";
}

/** A program that seals the audit chain and that something happens to. */
process.once("message", (message) => {
  const { url, work } = message as SealerOrder; // the parent sends nothing else
  const tell = (answer: object) => process.send?.(answer);
  (work === "pause" ? pausedPass(url) : writeForEver(url)).then(
    (sealed) => tell({ sealed }),
    (error: Error & { code?: string }) => tell({ error: error.message, code: error.code ?? null }),
  );
});
process.once("disconnect", () => process.exit());

async function pausedPass(url: string): Promise<number> {
  const onStatement = (_count: number, text: string) => {
    if (!text.includes("insert into audit.seal")) return;
    process.send?.({ paused: true });
    process.kill(process.pid, "SIGSTOP");
  };
  const failpoint = { statement: 0, mode: "before", onStatement } as const;
  const db = createDb({ url, maxConnections: 1, onError: () => {}, failpoint });
  return (await sealBatch({ db, config: testConfig(url) })).sealed;
}

async function writeForEver(url: string): Promise<never> {
  const db = createDb({ url, maxConnections: 12, onError: () => {} });
  const config = testConfig(url);
  startSealer({ db, config, log: { warn: () => {}, info: () => {} } });
  const ctx = { config, actor: { id: null, username: "writer" }, requestId: null };
  const writer = async (): Promise<never> => {
    for (;;) {
      const id = uuidv7();
      await transact(db, async (tx) => {
        await tx.insertInto("platform.idempotency").values(changeOf(id)).execute();
        await recordEvent(tx, ctx, { action: "change.made", subject: id, detail: {} });
      }).catch(() => {}); // the database may have been killed: the parent counts what is there
    }
  };
  return await Promise.race(Array.from({ length: 8 }, writer));
}

/** A row of some table that the program may write, named by the change. */
function changeOf(id: string) {
  return { actor_id: id, operation: "change", key: id, request_hash: Buffer.alloc(32), answer: "{}" };
}
