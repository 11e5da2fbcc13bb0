import type { Run } from "../../jobs/core/run.ts";
import { TIME_PATTERN } from "./slurm-time.ts";

/** What the reader makes of one column of sacct. */
export interface Column {
  /** As sacct spells it, and as rejects name it. */
  readonly name: string;
  /**
   * What a value looks like, by which a record is put together again where a name broke it. `null` is text that people
   * choose, which may hold anything, delimiters and newlines too.
   */
  readonly pattern: RegExp | null;
  /** The fields of a run that the column supplies. */
  readonly supplies: readonly (keyof Run)[];
}

const WHOLE = /^\d*$/;
const NUMBER = /^-?[\d.]*[KMGTPE]?$/;
const SIZE = /^[\d.]*[KMGTPE]?$/;
const DURATION = /^(?:[\d:.-]*|INVALID)$/;
/** Every row has these, so that an empty field is none of them. */
const ALWAYS_DURATION = /^(?:[\d:.-]+|INVALID)$/;
const LIMIT = /^(?:[\d:-]*|UNLIMITED|Partition_Limit)$/;
const TRES = /^(?:[\w/:.+-]+=[\w:.+()-]*(?:,[\w/:.+-]+=[\w:.+()-]*)*)?$/;
/** A name that an administrator gave, without control characters or blanks at its ends; UTF-8 is looked at byte by byte. */
const NAME = /^(?:[!-~\u0080-\u00ff](?:[ -~\u0080-\u00ff]*[!-~\u0080-\u00ff])?)?$/;
const WORDS = /^[\w,.:+-]*$/;
const MEMORY = /^(?:[\d.]*[KMGTPE]?[cn]?|\?)$/;
const NODES = /^(?:None assigned|[\w.,[\]-]*)$/;
const EXIT = /^(?:\d+:\d+)?$/;
const STATE = /^[A-Z][A-Z_]+(?:\+| by \d+)?$/;
export const JOB_ID_PATTERN = /^\d+(?:_(?:\d+|\[[\d,%:.-]*\]?))?(?:\+\d+)?(?:\.[A-Za-z0-9+_]+)?$/;

type Entry = readonly [name: string, pattern: RegExp | null, supplies?: readonly (keyof Run)[]];

const USED: Entry[] = [
  ["JobID", JOB_ID_PATTERN, ["displayId", "arrayJobId", "arrayTaskId", "hetJobId", "hetOffset"]],
  ["JobIDRaw", /^\d+(?:\.[A-Za-z0-9+_]+)?$/, ["jobId"]],
  ["SLUID", /^[\w.-]*$/, ["sluid"]],
  ["Cluster", NAME, ["cluster"]],
  ["JobName", null, ["name"]],
  ["User", NAME, ["user"]],
  ["Account", NAME, ["account"]],
  ["Partition", NAME, ["partition"]],
  ["QOS", NAME, ["qos"]],
  ["Reason", null, ["reason"]],
  ["NodeList", NODES, ["nodes"]],
  ["NNodes", WHOLE, ["nodeCount"]],
  ["Submit", TIME_PATTERN, ["submittedAt"]],
  ["Eligible", TIME_PATTERN, ["eligibleAt"]],
  ["Start", TIME_PATTERN, ["startedAt"]],
  ["End", TIME_PATTERN, ["endedAt"]],
  ["ElapsedRaw", /^\d+$/, ["elapsedSeconds"]],
  ["Elapsed", ALWAYS_DURATION, ["elapsedSeconds"]],
  ["Suspended", ALWAYS_DURATION, ["suspendedSeconds"]],
  ["TimelimitRaw", LIMIT, ["timeLimitSeconds"]],
  ["Timelimit", LIMIT, ["timeLimitSeconds"]],
  ["ReqCPUS", WHOLE, ["requestedCpus"]],
  ["ReqMem", MEMORY, ["requestedMemoryMib"]],
  ["ReqTRES", TRES, ["requestedTres", "requestedCpus", "requestedMemoryMib"]],
  ["AllocTRES", TRES, ["allocatedTres", "allocatedCpus", "allocatedMemoryMib", "gpus", "gpuTypes", "nodeCount"]],
  ["State", STATE, ["state", "rawState"]],
  ["ExitCode", EXIT, ["exitCode", "exitSignal"]],
  ["TotalCPU", DURATION, ["usedCpuMilliseconds"]],
  ["MaxRSS", SIZE, ["maxRssKib"]],
  ["AveRSS", SIZE, []],
  ["ConsumedEnergyRaw", NUMBER, ["energyJoules"]],
];

const UNUSED_TEXT = [
  "AdminComment Comment Constraints Container Extra FailedNode Licenses StdErr StdIn StdOut SubmitLine SystemComment",
  "WorkDir",
];
const UNUSED_WHOLE = [
  "AllocCPUS AllocNodes AssocID CPUTimeRAW DBIndex GID NCPUS NTasks Priority QOSRAW ReqNodes ReservationId UID",
  "PlannedCPURAW ResvCPURAW Restarts WCKeyID",
  "MaxDiskReadTask MaxDiskWriteTask MaxPagesTask MaxRSSTask MaxVMSizeTask MinCPUTask",
];
const UNUSED_SIZE = [
  "AveDiskRead AveDiskWrite AvePages AveVMSize ConsumedEnergy MaxDiskRead MaxDiskWrite MaxPages MaxVMSize",
];
const UNUSED_DURATION = ["AveCPU CPUTime MinCPU Planned PlannedCPU Reserved ResvCPU SystemCPU UserCPU"];
const UNUSED_TRES = [
  "TRESUsageInAve TRESUsageInMax TRESUsageInMaxNode TRESUsageInMaxTask TRESUsageInMin TRESUsageInMinNode",
  "TRESUsageInMinTask TRESUsageInTot TRESUsageOutAve TRESUsageOutMax TRESUsageOutMaxNode TRESUsageOutMaxTask",
  "TRESUsageOutMin TRESUsageOutMinNode TRESUsageOutMinTask TRESUsageOutTot",
];
const UNUSED_NAMES = ["Group McsLabel QOSREQ Reservation", "MaxRSSNode MaxVMSizeNode MaxPagesNode MinCPUNode"];
const UNUSED_WORDS = [
  "AveCPUFreq BlockID Flags Layout MaxDiskReadNode MaxDiskWriteNode ReqCPUFreq ReqCPUFreqGov ReqCPUFreqMax",
  "ReqCPUFreqMin",
];

function unused(lists: readonly string[], pattern: RegExp | null): Entry[] {
  return lists.flatMap((names) => names.split(" ").map((name): Entry => [name, pattern]));
}

/** Every column that sacct can print, by its name in lower case, since sacct takes names in any case. */
export const SACCT_COLUMNS: ReadonlyMap<string, Column> = new Map(
  [
    ...USED,
    ...unused(UNUSED_TEXT, null),
    ...unused(UNUSED_WHOLE, WHOLE),
    ...unused(UNUSED_SIZE, SIZE),
    ...unused(UNUSED_DURATION, DURATION),
    ...unused(UNUSED_TRES, TRES),
    ...unused(UNUSED_NAMES, NAME),
    ...unused(UNUSED_WORDS, WORDS),
    // Default WCKeys begin with a star; Slurm allows no blanks in them.
    ...unused(["WCKey"], /^\*?[!-~\u0080-\u00ff]*$/),
    ...unused(["DerivedExitCode"], EXIT),
  ].map(([name, pattern, supplies = []]) => [name.toLowerCase(), { name, pattern, supplies }]),
);

/** A column that this version of Purser has never heard of: it may hold anything, and says nothing. */
export function unknownColumn(name: string): Column {
  return { name, pattern: null, supplies: [] };
}
