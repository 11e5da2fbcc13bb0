import { chmod, readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect, it, vi } from "vitest";
import { parseNvidiaSmi, parseRocmSmi, readGpus } from "./gpus.ts";
import { plant, temporaryFolder } from "./testing/folder.ts";
import { keptLog } from "./testing/kept-log.ts";

const recorded = async (name: string) => await readFile(new URL(`./fixtures/${name}`, import.meta.url), "utf8");

const figures = (text: readonly (number | null)[]) => {
  const [utilizationPercent, memoryMib, powerWatts, temperatureCelsius] = text;
  return { utilizationPercent, memoryMib, powerWatts, temperatureCelsius };
};

it("reads each device from nvidia-smi, and leaves out what a device does not tell", async () => {
  expect(parseNvidiaSmi(await recorded("nvidia-smi.csv"))).toEqual([
    { id: "0", vendor: "nvidia", ...figures([97, 30_215, 312.45, 67]) },
    { id: "1", vendor: "nvidia", ...figures([0, 4, 58.1, 34]) },
    { id: "2", vendor: "nvidia", ...figures([null, 512, null, 41]) },
    { id: "3", vendor: "nvidia", ...figures([100, 40_960, 400, null]) },
  ]);
});

it("reads each device from rocm-smi, in the words of ROCm 5 and 6", async () => {
  expect(parseRocmSmi(await recorded("rocm-5.json"))).toEqual([
    { id: "0", vendor: "amd", ...figures([88, 12_288, 203, 41]) },
    { id: "1", vendor: "amd", ...figures([0, 10, 41, 35]) },
  ]);
  expect(parseRocmSmi(await recorded("rocm-6.json"))).toEqual([
    { id: "0", vendor: "amd", ...figures([100, 100_000, null, 52]) },
  ]);
});

it("takes no device from words that are no table", () => {
  expect(parseNvidiaSmi("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n")).toEqual([]);
  expect(parseRocmSmi("{}")).toEqual([]);
});

it("asks the tools that are there, and goes on without one that fails", async () => {
  await using folder = await temporaryFolder();
  const { lines, log } = keptLog();
  const table = await recorded("nvidia-smi.csv");
  await plant(folder.path, { "nvidia-smi": `#!/bin/sh\ncat <<'E'\n${table}E\n`, "rocm-smi": "#!/bin/sh\nexit 3\n" });
  for (const name of ["nvidia-smi", "rocm-smi"]) await chmod(join(folder.path, name), 0o755);
  vi.stubEnv("PATH", `${folder.path}${delimiter}${process.env.PATH}`);
  try {
    expect((await readGpus(log)).map(({ id }) => id)).toEqual(["0", "1", "2", "3"]);
    expect(lines).toMatchObject([{ level: "warn", message: "rocm-smi says nothing of the GPUs" }]);
  } finally {
    vi.unstubAllEnvs();
  }
});

it("says nothing where neither tool is installed", async () => {
  await using folder = await temporaryFolder();
  const { lines, log } = keptLog();
  vi.stubEnv("PATH", folder.path);
  try {
    expect(await readGpus(log)).toEqual([]);
    expect(lines).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
  }
});
