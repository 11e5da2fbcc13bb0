import { setTimeout as sleep } from "node:timers/promises";
import { Cgroups } from "./cgroups.ts";
import { Collector } from "./collector.ts";
import { readGpus } from "./gpus.ts";
import { type Log, logTo, reasonOf } from "./log.ts";
import { MachineSource } from "./machine-source.ts";
import { PurserApi } from "./purser-api.ts";
import { HELP, readSettings, type Settings } from "./settings.ts";
import { SimulatedSource } from "./simulated-source.ts";
import { Spool } from "./spool.ts";

const now = () => new Date();
const log = logTo(process.stdout, now);
process.exitCode = await start(process.argv.slice(2));

async function start(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(HELP);
    return 0;
  }
  const settings = readSettings(process.env, args);
  if (Array.isArray(settings)) {
    process.stderr.write(`purser-collector cannot start:\n${settings.map((fault) => `  ${fault}\n`).join("")}`);
    return 2;
  }
  const ending = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ending.abort());
  const { cluster, node, simulate } = settings;
  log("info", "collecting", { cluster, node, simulate, every_seconds: settings.intervalSeconds });
  await collect(await collectorOf(settings, log), settings, ending.signal);
  log("info", "ended");
  return 0;
}

async function collectorOf(settings: Settings, log: Log): Promise<Collector> {
  const { cluster, node, simulate, cgroupRoot: root } = settings;
  const machine = {
    cgroups: new Cgroups({ root, node }),
    gpus: async () => await readGpus(log),
    seconds: () => performance.now() / 1_000,
    pause: async () => await sleep(1_000),
  };
  return new Collector({
    api: new PurserApi(settings),
    source: simulate ? new SimulatedSource(Math.random) : new MachineSource(machine),
    spool: await Spool.open({ folder: settings.spoolFolder, mostBytes: settings.spoolBytes, log }),
    ...{ log, now, cluster, node, sendMs: settings.intervalSeconds * 800 },
  });
}

/** Round by round until it is told to end; one under way is finished. */
async function collect(collector: Collector, { intervalSeconds, once }: Settings, ending: AbortSignal): Promise<void> {
  const interval = intervalSeconds * 1_000;
  // The nodes of a cluster are started together and shall not all call in the same second.
  let next = performance.now() + (once ? 0 : Math.random() * Math.min(interval, 10_000));
  while (await reached(next, ending)) {
    await collector.round().catch((error: unknown) => log("error", "a round failed", { why: reasonOf(error) }));
    if (once) return;
    // A round that took too long leaves out the next, and does not make them pile up.
    do next += interval;
    while (next <= performance.now());
  }
}

/** Waits; false: it is to end. */
async function reached(time: number, ending: AbortSignal): Promise<boolean> {
  try {
    await sleep(Math.max(0, time - performance.now()), undefined, { signal: ending });
    return !ending.aborted;
  } catch {
    return false;
  }
}
