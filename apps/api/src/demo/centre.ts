/** The people, accounts and partitions of the demonstration centre. All of it is made up. */
export const DEMO_CLUSTER = "chaophraya";
export const DEMO_TIME_ZONE = "Asia/Bangkok";

export interface DemoUser {
  readonly name: string;
  readonly account: string;
  /** How often they submit, against the others. */
  readonly weight: number;
}

export interface DemoPartition {
  readonly name: string;
  readonly gpuType: string | null;
  readonly nodePrefix: string;
  readonly nodes: number;
  readonly cpusPerNode: number;
  readonly memoryGibPerNode: number;
  readonly gpusPerNode: number;
}

export const DEMO_PARTITIONS = {
  cpu: partition("cpu", { nodePrefix: "cn", nodes: 48, cpusPerNode: 128, memoryGibPerNode: 512 }),
  highmem: partition("highmem", { nodePrefix: "hm", nodes: 6, cpusPerNode: 96, memoryGibPerNode: 3072 }),
  a100: partition("gpu-a100", {
    nodePrefix: "ga",
    nodes: 8,
    cpusPerNode: 64,
    memoryGibPerNode: 1024,
    gpuType: "a100",
    gpusPerNode: 4,
  }),
  h100: partition("gpu-h100", {
    nodePrefix: "gh",
    nodes: 4,
    cpusPerNode: 112,
    memoryGibPerNode: 2048,
    gpuType: "h100",
    gpusPerNode: 8,
  }),
} as const;

function partition(
  name: string,
  rest: Omit<DemoPartition, "name" | "gpuType" | "gpusPerNode"> & { gpuType?: string; gpusPerNode?: number },
): DemoPartition {
  return { gpuType: null, gpusPerNode: 0, ...rest, name };
}

const UNIVERSITY =
  "akara.suksai anong.wattana boonsri.kaew chaiwat.prom chanida.rat duangjai.som ekachai.boon jiraporn.tan kamol.sri kanya.petch kritsada.lek malee.chan manop.jai narong.thep nattapong.dee nisa.kul orathai.mee pawin.sak peera.nak pranee.yod rattana.phu sakda.non siriwan.aree somchai.intra supaporn.lert surapol.kit thanit.wong ubon.rung wanida.cho wichai.pan";
const GOVERNMENT =
  "nstda-arunee nstda-kasem nstda-prapai nectec-sunee nectec-tawan gits-manee gits-wirat gov-meteo gov-hydro gov-landsurvey dip-automation dip-materials";
const PRIVATE =
  "siamrobotics lannabio mekongenergy andamanfoods isangenomics chaoprayafintech thonburiauto rayongpolymer phuketmarine korattextile samuisolar trangrubber nanseismic kanchanalogistics hatyaiceramics pattayavfx ayutthayasteel rajapruekpharma";

const ACCOUNTS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  university: ["physics", "chemistry", "bioinfo", "engineering", "datasci"],
  government: ["climate", "nectec", "materials"],
  private: ["industry", "genomics", "fintech"],
};

/** Sixty people; the first of each kind are the busiest, as it is everywhere. */
export const DEMO_USERS: readonly [DemoUser, ...DemoUser[]] = withHead([
  ...people(UNIVERSITY, "university", 1),
  ...people(GOVERNMENT, "government", 0.9),
  ...people(PRIVATE, "private", 0.5),
]);

function people(names: string, kind: string, weight: number): DemoUser[] {
  const accounts = ACCOUNTS[kind] ?? ["none"];
  return names.split(" ").map((name, index) => ({
    name,
    account: accounts[index % accounts.length] ?? accounts[0],
    weight: weight / Math.sqrt(index + 1),
  }));
}

function withHead<T>(items: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error("the centre has nobody in it");
  return [first, ...rest];
}
