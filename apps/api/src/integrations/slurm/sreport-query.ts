import type { TimeWindow } from "../../domains/usage/core/accounting-source.ts";
import { localTime } from "./sacct-query.ts";
import { checkedCluster } from "./slurmrestd-api.ts";

/**
 * The arguments for what each account and user held in a window, in seconds. An option and its value are one word, so
 * that no value is taken for another option.
 *
 * @throws {SourceError} `SOURCE_CONFIGURATION_INVALID` if the cluster's name is none.
 */
export function sreportArguments(window: TimeWindow, cluster: string | null): readonly string[] {
  return [
    "--parsable2",
    "-tSeconds",
    "--tres=cpu,gres/gpu,mem",
    ...(cluster === null ? [] : [`-M${checkedCluster(cluster)}`]),
    ...["cluster", "AccountUtilizationByUser"],
    `start=${localTime(window.from)}`,
    `end=${localTime(window.to)}`,
  ];
}
