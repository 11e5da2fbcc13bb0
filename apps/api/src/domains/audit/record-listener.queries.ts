import type { Db } from "../../platform/db.ts";
import { CHANNEL } from "./record.queries.ts";

/** A connection that hears of new audit records. */
export interface RecordListener {
  close(): void;
}

/**
 * Takes a connection out of the pool that hears of records as they are committed. `onLost` is called once when it
 * breaks; closing it gives the connection up rather than back, since it would go on listening.
 */
export async function listenForRecords(
  db: Db,
  { onRecord, onLost }: { onRecord: () => void; onLost: () => void },
): Promise<RecordListener> {
  const client = await db.pool.connect();
  let open = true;
  const close = () => {
    if (open) client.release(true);
    open = false;
  };
  const lost = () => {
    if (open) onLost();
  };
  client.on("notification", onRecord);
  client.on("error", lost);
  client.on("end", lost);
  try {
    await client.query(`listen ${CHANNEL}`);
  } catch (error) {
    close();
    throw error;
  }
  return { close };
}
