import type { AccountingSource } from "./core/accounting-source.ts";
import type { PullSchedule } from "./core/pull.ts";

/** Where the accounting of one cluster comes from, as it is configured. */
export interface ClusterSources extends PullSchedule {
  /** Its name, in Unicode's NFC. */
  readonly cluster: string;
  /** The zone of local times in files; null: the one on record for the cluster. */
  readonly timeZone: string | null;
  /** In the order in which they are asked: the next one only where those before it do not answer. */
  readonly sources: readonly AccountingSource[];
}
