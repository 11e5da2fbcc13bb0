import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Log, reasonOf } from "./log.ts";

const run = promisify(execFile);

/** What a tool says of one device; null: it does not tell. */
export interface Gpu {
  /** The number by which Slurm knows it as well. */
  readonly id: string;
  readonly vendor: "nvidia" | "amd";
  readonly utilizationPercent: number | null;
  readonly memoryMib: number | null;
  readonly powerWatts: number | null;
  readonly temperatureCelsius: number | null;
}

const NVIDIA = "index,utilization.gpu,memory.used,power.draw,temperature.gpu";
const TOOLS = [
  { name: "nvidia-smi", args: [`--query-gpu=${NVIDIA}`, "--format=csv,noheader,nounits"], parse: parseNvidiaSmi },
  {
    name: "rocm-smi",
    args: ["--showuse", "--showmeminfo", "vram", "--showpower", "--showtemp", "--json"],
    parse: parseRocmSmi,
  },
];
const TOOL_MS = 5_000;

/** All devices of this node. A tool that is not there, fails or takes longer than 5 s gives none. */
export async function readGpus(log: Log): Promise<Gpu[]> {
  const found = await Promise.all(
    TOOLS.map(async ({ name, args, parse }) => {
      try {
        const { stdout } = await run(name, args, { timeout: TOOL_MS, killSignal: "SIGKILL", maxBuffer: 1024 * 1024 });
        return parse(stdout);
      } catch (error) {
        const why = reasonOf(error);
        if (why !== "ENOENT") log("warn", `${name} says nothing of the GPUs`, { why });
        return [];
      }
    }),
  );
  return found.flat();
}

/** One line a device: index, per cent, MiB, W, °C. A figure that the device does not have is in square brackets. */
export function parseNvidiaSmi(text: string): Gpu[] {
  const lines = text.split("\n").map((line) => line.split(",").map((field) => field.trim()));
  return lines
    .filter(([id = ""]) => /^\d+$/.test(id))
    .map(([id = "", utilization, memory, power, temperature]) => ({
      id,
      vendor: "nvidia",
      utilizationPercent: percentOf(utilization),
      memoryMib: amountOf(memory),
      powerWatts: amountOf(power),
      temperatureCelsius: figureOf(temperature),
    }));
}

/** An object of texts for each `cardN`; the words of a figure differ between versions and models. */
export function parseRocmSmi(text: string): Gpu[] {
  // What it warns of may stand before.
  const told: unknown = JSON.parse(text.slice(text.indexOf("{")));
  if (typeof told !== "object" || told === null) return [];
  return Object.entries(told).flatMap(([name, card]): Gpu[] => {
    const id = /^card(\d+)$/.exec(name)?.[1];
    if (id === undefined || typeof card !== "object" || card === null) return [];
    const figure = (pattern: RegExp) => Object.entries(card).find(([key]) => pattern.test(key))?.[1];
    const usedBytes = amountOf(figure(/^VRAM Total Used Memory \(B\)/i));
    return [
      {
        id,
        vendor: "amd",
        utilizationPercent: percentOf(figure(/^GPU use \(%\)/i)),
        memoryMib: usedBytes === null ? null : usedBytes / 1024 / 1024,
        powerWatts: amountOf(figure(/(Graphics Package|Socket) Power \(W\)/i)),
        temperatureCelsius: figureOf(figure(/^Temperature .*edge/i) ?? figure(/^Temperature .*junction/i)),
      },
    ];
  });
}

function figureOf(value: unknown): number | null {
  const text = String(value ?? "").trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

const amountOf = (value: unknown) => {
  const figure = figureOf(value);
  return figure === null || figure < 0 ? null : figure;
};

const percentOf = (value: unknown) => {
  const figure = amountOf(value);
  return figure === null ? null : Math.min(100, figure);
};
