import type { ClusterPicture } from "./cluster-picture.ts";

/** Why a cluster could not be looked at. None of it is a secret. */
export interface LiveFailure {
  /** What kind of failure it was, as of the sources of accounting. */
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export type LiveAnswer = { readonly picture: ClusterPicture } | { readonly failure: LiveFailure };

/** Where a cluster is looked at. Filled by `integrations/slurm`. */
export interface LiveSource {
  /** Takes a picture; never throws for what the source does. A signal that ends it is thrown. */
  look(signal: AbortSignal): Promise<LiveAnswer>;
}

/** Where one cluster is looked at, as it is configured. */
export interface LiveCluster {
  /** Its name, in Unicode's NFC. */
  readonly cluster: string;
  /** The zone of its local times where it is new; null: the configured one. */
  readonly timeZone: string | null;
  /** In the order in which they are asked: the next one only where those before it do not answer. */
  readonly sources: readonly LiveSource[];
}
