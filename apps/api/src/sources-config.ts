import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const Path = Type.String({ minLength: 1, maxLength: 4096, pattern: "^/" });
const Name = Type.String({ minLength: 1, maxLength: 255 });

/** Where a token comes from: a file that holds it, or a program that prints it. Never the text of the configuration. */
const Token = Type.Union([
  Type.Object({ file: Path }, { additionalProperties: false }),
  Type.Object(
    { command: Type.Array(Type.String({ maxLength: 4096 }), { minItems: 1, maxItems: 50 }) },
    { additionalProperties: false },
  ),
]);

const Slurmrestd = Type.Object(
  {
    kind: Type.Literal("slurmrestd"),
    url: Type.String({ minLength: 1, maxLength: 2048 }),
    /** Sent with the token in Slurm's own headers; without it the token is a bearer token. */
    user: Type.Optional(Name),
    /** Missing: a unix socket, whose other end sees who calls. */
    token: Type.Optional(Token),
    /** Hosts that may be connected to; missing: the one of the address. */
    allowed_hosts: Type.Optional(Type.Array(Name, { maxItems: 20 })),
    slurm_cluster: Type.Optional(Name),
    ca_file: Type.Optional(Path),
    client_certificate_file: Type.Optional(Path),
    client_key_file: Type.Optional(Path),
  },
  { additionalProperties: false },
);

const Sacct = Type.Object(
  {
    kind: Type.Literal("sacct"),
    program: Type.Optional(Path),
    slurm_conf: Type.Optional(Path),
    slurm_cluster: Type.Optional(Name),
  },
  { additionalProperties: false },
);

const File = Type.Object({ kind: Type.Literal("file"), path: Path }, { additionalProperties: false });

const Cluster = Type.Object(
  {
    name: Name,
    time_zone: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    every_minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_440 })),
    overlap_minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 44_640 })),
    since: Type.Optional(Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" })),
    sources: Type.Array(Type.Union([Slurmrestd, Sacct, File]), { minItems: 1, maxItems: 10 }),
  },
  { additionalProperties: false },
);

const Document = Type.Object({ clusters: Type.Array(Cluster, { maxItems: 100 }) }, { additionalProperties: false });

export type ClusterConfig = Static<typeof Cluster>;
export type SourceConfig = ClusterConfig["sources"][number];

/** What it needs of the reader of the environment. */
interface EnvReader {
  readonly faults: string[];
  optional(name: string): string | null;
}

const MOST_FAULTS = 20;

/**
 * Reads the file that `SOURCES_FILE` names: the clusters whose accounting is pulled, and from where. Each fault is added
 * to those of the reader, with its place and without a value.
 */
export function readSourcesConfig(read: EnvReader): readonly ClusterConfig[] {
  const path = read.optional("SOURCES_FILE");
  if (path === null) return [];
  const faults = (found: readonly string[]) => {
    for (const fault of found) read.faults.push(`SOURCES_FILE: ${fault}`);
    return [];
  };
  if (!isAbsolute(path)) return faults(["must be an absolute path"]);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return faults(["must be a file of JSON that can be read"]);
  }
  if (!Value.Check(Document, document)) {
    const found = [...Value.Errors(Document, document)].slice(0, MOST_FAULTS);
    return faults(found.map(({ instancePath, message }) => `${instancePath || "/"} ${message}`));
  }
  const clusters = document.clusters.map((cluster) => ({ ...cluster, name: cluster.name.normalize("NFC") }));
  const wrong = clusters.flatMap(clusterFaults);
  if (new Set(clusters.map(({ name }) => name)).size < clusters.length) wrong.push("/clusters name one cluster twice");
  return wrong.length > 0 ? faults(wrong) : clusters;
}

/** What a shape cannot say. */
function clusterFaults(cluster: ClusterConfig, index: number): string[] {
  const faults: string[] = [];
  const at = `/clusters/${index}`;
  if (cluster.time_zone !== undefined && !isTimeZone(cluster.time_zone)) faults.push(`${at}/time_zone is unknown`);
  if (cluster.since !== undefined && Number.isNaN(Date.parse(cluster.since))) faults.push(`${at}/since is no date`);
  for (const [position, source] of cluster.sources.entries()) {
    if (source.kind !== "slurmrestd") continue;
    for (const fault of slurmrestdFaults(source)) faults.push(`${at}/sources/${position} ${fault}`);
  }
  return faults;
}

function slurmrestdFaults(source: Static<typeof Slurmrestd>): string[] {
  const faults: string[] = [];
  const { user, token, url, client_certificate_file: certificate, client_key_file: key } = source;
  if (user !== undefined && token === undefined) faults.push("has a user without a token");
  if (token === undefined && !url.startsWith("unix:")) faults.push("has no token");
  if ((certificate === undefined) !== (key === undefined))
    faults.push("needs client_certificate_file and client_key_file together");
  return faults;
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
