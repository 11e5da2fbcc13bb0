import { Counter, Gauge, type Registry } from "prom-client";
import type { SamplesSink } from "./push-samples.ts";
import type { SampleWriter } from "./sample-writer.ts";

/** Counts what becomes of samples, and shows how many wait to be written by this process. */
export function observeSamples(registry: Registry, writer: SampleWriter): SamplesSink["onWritten"] {
  const samples = new Counter({
    name: "purser_samples_total",
    help: "Samples that were told, by what became of them: stored, duplicate or rejected.",
    labelNames: ["status"],
    registers: [registry],
  });
  for (const status of ["stored", "duplicate", "rejected"]) samples.inc({ status }, 0);
  new Gauge({
    name: "purser_samples_waiting",
    help: "Samples that have been taken on by this process and are not written yet.",
    registers: [registry],
    collect() {
      this.set(writer.waiting);
    },
  });
  return (verdicts) => {
    const counts = { stored: 0, duplicate: 0, rejected: 0 };
    for (const { status } of verdicts) counts[status] += 1;
    for (const [status, count] of Object.entries(counts)) if (count > 0) samples.inc({ status }, count);
  };
}
