import type { ClusterSources } from "./domains/usage/cluster-sources.ts";
import type { AccountingSource } from "./domains/usage/core/accounting-source.ts";
import { FileSource } from "./integrations/slurm/file-source.ts";
import { SACCT_LIMITS, SacctSource } from "./integrations/slurm/sacct-source.ts";
import { SLURMRESTD_LIMITS } from "./integrations/slurm/slurmrestd-client.ts";
import { SlurmrestdSource } from "./integrations/slurm/slurmrestd-source.ts";
import type { AppContext } from "./platform/context.ts";
import { configuredSlurmrestd } from "./slurmrestd-config.ts";
import type { ClusterConfig, SourceConfig } from "./sources-config.ts";

const EVERY_MINUTES = 5;
const OVERLAP_MINUTES = 60;

/** The configured clusters and what fills the sources of each. */
export function usageSources({ config, now }: Pick<AppContext, "config" | "now">): ClusterSources[] {
  return config.sources.map((cluster: ClusterConfig) => ({
    cluster: cluster.name,
    timeZone: cluster.time_zone ?? null,
    everySeconds: 60 * (cluster.every_minutes ?? EVERY_MINUTES),
    overlapSeconds: 60 * (cluster.overlap_minutes ?? OVERLAP_MINUTES),
    since: cluster.since === undefined ? null : Date.parse(cluster.since) / 1_000,
    sources: cluster.sources.map((source) => sourceOf(source, now)),
  }));
}

function sourceOf(source: SourceConfig, now: () => Date): AccountingSource {
  if (source.kind === "file") return new FileSource(source.path);
  if (source.kind === "sacct") {
    return new SacctSource({
      program: source.program ?? "/usr/bin/sacct",
      slurmConf: source.slurm_conf ?? null,
      cluster: source.slurm_cluster ?? null,
      limits: SACCT_LIMITS,
    });
  }
  return new SlurmrestdSource(configuredSlurmrestd(source, SLURMRESTD_LIMITS), now);
}
