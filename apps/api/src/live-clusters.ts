import type { LiveCluster } from "./domains/inventory/core/live-source.ts";
import { LIVE_LIMITS, SlurmrestdLive } from "./integrations/slurm/slurmrestd-live.ts";
import type { AppContext } from "./platform/context.ts";
import { configuredSlurmrestd, type SlurmrestdConfig } from "./slurmrestd-config.ts";

/** The configured clusters that can be looked at: those with a slurmrestd among the sources of their accounting. */
export function liveClusters({ config, now }: Pick<AppContext, "config" | "now">): LiveCluster[] {
  return config.sources.flatMap(({ name, time_zone: timeZone, sources }) => {
    const servers = sources.filter((source): source is SlurmrestdConfig => source.kind === "slurmrestd");
    if (servers.length === 0) return [];
    const looks = servers.map((server) => new SlurmrestdLive(configuredSlurmrestd(server, LIVE_LIMITS), now));
    return [{ cluster: name, timeZone: timeZone ?? null, sources: looks }];
  });
}
