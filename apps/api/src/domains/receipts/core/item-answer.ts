import { formatMicros } from "@purser/kernel/money";
import { hoursOf, quantitySeconds } from "./line-figures.ts";

/** A run on a receipt as it is stored, with the figures it was billed with. */
export interface StoredItem {
  readonly run_id: string;
  readonly cluster: string;
  readonly display_id: string;
  readonly name: string;
  readonly partition: string;
  readonly raw_state: string;
  readonly ended_at: Date;
  readonly cpu_milliseconds: bigint;
  readonly gpu_seconds: bigint;
  readonly memory_kib_seconds: bigint;
  readonly cpu_micros: bigint;
  readonly gpu_micros: bigint;
  readonly memory_micros: bigint;
  readonly minimum_micros: bigint;
}

export interface ItemAnswer {
  readonly run_id: string;
  readonly cluster: string;
  readonly display_id: string;
  readonly name: string;
  readonly partition: string;
  readonly raw_state: string;
  readonly ended_at: string;
  readonly cpu_hours: string;
  readonly gpu_hours: string;
  readonly memory_gib_hours: string;
  readonly cpu: string;
  readonly gpu: string;
  readonly memory: string;
  readonly minimum: string;
  readonly total: string;
}

/** Amounts are exact, six decimals; hours are rounded for reading. */
export function itemAnswer(item: StoredItem): ItemAnswer {
  const { run_id, cluster, display_id, name, partition, raw_state } = item;
  const { cpu_micros, gpu_micros, memory_micros, minimum_micros } = item;
  return {
    ...{ run_id, cluster, display_id, name, partition, raw_state },
    ended_at: item.ended_at.toISOString(),
    cpu_hours: hoursOf(quantitySeconds("cpu", item.cpu_milliseconds)),
    gpu_hours: hoursOf(quantitySeconds("gpu", item.gpu_seconds)),
    memory_gib_hours: hoursOf(quantitySeconds("memory", item.memory_kib_seconds)),
    cpu: formatMicros(cpu_micros),
    gpu: formatMicros(gpu_micros),
    memory: formatMicros(memory_micros),
    minimum: formatMicros(minimum_micros),
    total: formatMicros(cpu_micros + gpu_micros + memory_micros + minimum_micros),
  };
}
