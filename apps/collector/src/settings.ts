import { hostname } from "node:os";

/** What the collector of one node is told. */
export interface Settings {
  /** Where Purser is, without a slash at the end. */
  readonly url: string;
  readonly tokenFile: string;
  readonly cluster: string;
  /** As Slurm calls it. */
  readonly node: string;
  readonly intervalSeconds: number;
  readonly spoolFolder: string;
  readonly spoolBytes: number;
  /** Where the kernel shows the control groups. */
  readonly cgroupRoot: string;
  /** Figures are made up, and marked so. */
  readonly simulate: boolean;
  /** One round, then the end. */
  readonly once: boolean;
}

export const HELP = `purser-collector [--once] [--simulate]

Reads what the running jobs of this node use, and tells Purser.

  --once      one round instead of one every COLLECT_INTERVAL_SECONDS
  --simulate  makes the figures up, for demonstrations; they are stored as simulated

  PURSER_URL                where Purser is, such as https://purser.example.org
  PURSER_TOKEN_FILE         a file with an API token, scope samples:write
  PURSER_CLUSTER            the name of the cluster in Purser
  PURSER_NODE               the name of this node in Slurm (default: the host's, up to the first dot)
  COLLECT_INTERVAL_SECONDS  5 to 3600 (default: 30)
  PURSER_SPOOL_DIR          what waits for Purser is below it (default: /var/spool/purser)
  PURSER_SPOOL_MIB          at most so much waits, 1 to 10240 (default: 64)
  PURSER_CGROUP_ROOT        (default: /sys/fs/cgroup)
`;

const OPTIONS = ["--once", "--simulate"];

/** The settings, or every fault in them in words, none of which holds a value that may be secret. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Settings | string[] {
  const faults = args.filter((arg) => !OPTIONS.includes(arg)).map((arg) => `${arg} is no option: see --help`);
  const text = (name: string, fallback = "") => env[name]?.trim() || fallback;
  const needed = (name: string) => {
    const value = text(name);
    if (value === "") faults.push(`${name} is missing`);
    return value;
  };
  const whole = (name: string, [least, most, fallback]: readonly [number, number, number]) => {
    const value = text(name, String(fallback));
    if (/^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    faults.push(`${name} must be a whole number from ${least} to ${most}`);
    return fallback;
  };
  const settings: Settings = {
    url: needed("PURSER_URL").replace(/\/+$/, ""),
    tokenFile: needed("PURSER_TOKEN_FILE"),
    cluster: needed("PURSER_CLUSTER"),
    node: text("PURSER_NODE", hostname().split(".")[0]),
    intervalSeconds: whole("COLLECT_INTERVAL_SECONDS", [5, 3_600, 30]),
    spoolFolder: `${text("PURSER_SPOOL_DIR", "/var/spool/purser")}/samples`,
    spoolBytes: whole("PURSER_SPOOL_MIB", [1, 10_240, 64]) * 1024 * 1024,
    cgroupRoot: text("PURSER_CGROUP_ROOT", "/sys/fs/cgroup"),
    simulate: args.includes("--simulate"),
    once: args.includes("--once"),
  };
  if (settings.url !== "" && !isPlainAddress(settings.url))
    faults.push("PURSER_URL must begin with http:// or https:// and hold no user, query or fragment");
  return faults.length > 0 ? faults : settings;
}

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}
