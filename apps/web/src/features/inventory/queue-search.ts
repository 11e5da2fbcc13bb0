import { present, textParam } from "../../ui/search-params.ts";

/** The filters of the queue, as the contract takes them. */
export interface QueueSearch {
  readonly cluster?: string;
  readonly partition?: string;
  readonly user?: string;
  readonly account?: string;
  /** In Slurm's word. */
  readonly reason?: string;
}

export function validateQueueSearch(raw: Record<string, unknown>): QueueSearch {
  const text = (name: string) => textParam(raw, name, 255);
  return present({
    cluster: text("cluster"),
    partition: text("partition"),
    user: text("user"),
    account: text("account"),
    reason: text("reason"),
  });
}
