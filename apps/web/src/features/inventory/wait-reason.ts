/**
 * What it takes for a waiting job to begin: nothing but time; that somebody releases it; or another request, since as it
 * is it never begins.
 */
type Outlook = "waits" | "held" | "blocked";

/** Slurm's words for why a job waits that have a text of their own (`job_state_reason.c` of its source has them all). */
const OUTLOOKS = {
  Priority: "waits",
  Resources: "waits",
  Dependency: "waits",
  BeginTime: "waits",
  Licenses: "waits",
  Reservation: "waits",
  ReqNodeNotAvail: "waits",
  NodeDown: "waits",
  PartitionDown: "waits",
  PartitionInactive: "waits",
  JobArrayTaskLimit: "waits",
  Prolog: "waits",
  Cleaning: "waits",
  BurstBufferResources: "waits",
  BurstBufferStageIn: "waits",
  PowerNotAvail: "waits",
  PowerReserved: "waits",
  QOSUsageThreshold: "waits",
  QOSJobLimit: "waits",
  AssociationJobLimit: "waits",
  SchedDefer: "waits",
  None: "waits",
  JobHeldUser: "held",
  JobHeldAdmin: "held",
  JobHoldMaxRequeue: "held",
  JobLaunchFailure: "held",
  DependencyNeverSatisfied: "blocked",
  PartitionNodeLimit: "blocked",
  PartitionTimeLimit: "blocked",
  PartitionConfig: "blocked",
  BadConstraints: "blocked",
  MaxMemPerLimit: "blocked",
  InvalidAccount: "blocked",
  InvalidQOS: "blocked",
  AccountNotAllowed: "blocked",
  QOSNotAllowed: "blocked",
  ReservationDeleted: "blocked",
  ReservationInvalid: "blocked",
  DeadLine: "blocked",
} as const satisfies Readonly<Record<string, Outlook>>;

type KnownReason = keyof typeof OUTLOOKS;
export const KNOWN_REASONS = Object.keys(OUTLOOKS) as readonly KnownReason[]; // Object.keys forgets which they are

/** What a limit counts, by how Slurm's words for limits write it. */
const RESOURCES = {
  Cpu: "cpu",
  CPU: "cpu",
  Mem: "memory",
  Memory: "memory",
  Node: "node",
  GRES: "gres",
  License: "license",
  BB: "burst_buffer",
  Energy: "energy",
  Billing: "billing",
  Jobs: "jobs",
  SubmitJob: "submitted",
  SubmitJobs: "submitted",
  Wall: "wall",
  WallDuration: "wall",
  Unknown: "other",
} as const;

type LimitedResource = (typeof RESOURCES)[keyof typeof RESOURCES];

/** Whose limit is met: of all its jobs together, of one user, of one account, of one job or of a job on one node; or a least. */
const PARTIES = { PerUser: "user", PerAccount: "account", PerJob: "job", PerNode: "node" } as const;
type LimitParty = (typeof PARTIES)[keyof typeof PARTIES] | "group" | "least";

export interface Limit {
  /** `association` is the Slurm account, or a user in it. */
  readonly owner: "qos" | "association";
  readonly party: LimitParty;
  readonly resource: LimitedResource;
  /** Whether it is of the resource times how long it is held, not of how much is held at once. */
  readonly isTime: boolean;
}

type WaitReason =
  | { readonly kind: "known"; readonly word: KnownReason; readonly outlook: Outlook }
  | { readonly kind: "limit"; readonly limit: Limit; readonly outlook: Outlook }
  /** A word that this table has not: it is shown as Slurm says it. */
  | { readonly kind: "other" };

const LIMIT = new RegExp(
  `^(QOS|Assoc)?(Grp|Max|Min)(${Object.keys(RESOURCES).sort().reverse().join("|")})(Minutes|RunMinutes)?` +
    "(PerUser|PerAccount|PerJob|PerNode)?(?:Limit|NotSatisfied)?$",
);

/** What is known of Slurm's word for why a job waits. */
export function waitReason(word: string): WaitReason {
  if (isKnown(word)) return { kind: "known", word, outlook: OUTLOOKS[word] };
  const [, owner, bound, resource, time, party] = LIMIT.exec(word) ?? [];
  if (bound === undefined || resource === undefined || !isResource(resource)) return { kind: "other" };
  const limit: Limit = {
    owner: owner === "Assoc" ? "association" : "qos",
    party: partyOf(bound, party),
    resource: RESOURCES[resource],
    isTime: time !== undefined,
  };
  const isOfTheJob = limit.party === "job" || limit.party === "node" || limit.party === "least";
  return { kind: "limit", limit, outlook: isOfTheJob ? "blocked" : "waits" };
}

function partyOf(bound: string, party: string | undefined): LimitParty {
  if (bound === "Min") return "least";
  return party !== undefined && isParty(party) ? PARTIES[party] : "group";
}

const isKnown = (word: string): word is KnownReason => Object.hasOwn(OUTLOOKS, word);
const isResource = (word: string): word is keyof typeof RESOURCES => Object.hasOwn(RESOURCES, word);
const isParty = (word: string): word is keyof typeof PARTIES => Object.hasOwn(PARTIES, word);
