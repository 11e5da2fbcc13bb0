import { parseCount } from "../../domains/jobs/core/tres.ts";

export interface GpuCount {
  readonly gpus: number;
  readonly gpuTypes: Readonly<Record<string, number>>;
}

/** Which devices or sockets: `(IDX:0,2-3)`, `(S:0-1)`. */
const PLACES = /\([^)]*\)/g;

/**
 * The GPUs in what a node has or gives out, such as `gpu:a100:4(S:0-1),gpu:2,scratch:1000` or `gpu:a100:1(IDX:0)`. Typed
 * entries are GPUs of their own here, unlike in TRES. `shard` and `mps` are parts of GPUs and not counted; what is no
 * count is left out.
 */
export function countGres(text: string): GpuCount {
  const types = new Map<string, number>();
  let gpus = 0;
  for (const entry of text.replaceAll(PLACES, "").split(",")) {
    const [name, ...rest] = entry.split(":").filter((word) => word !== "no_consume");
    const count = parseCount(rest.at(-1) ?? "");
    if (name !== "gpu" || typeof count === "string") continue;
    gpus += count;
    const type = rest.slice(0, -1).join(":");
    if (type !== "" && count > 0) types.set(type, (types.get(type) ?? 0) + count);
  }
  return { gpus, gpuTypes: Object.fromEntries(types) };
}

const ASKED = /(?:^|,)(?:gres[/:])?gpu(?::([^:=,]+))?[:=](\d+)(?=,|$)/g;

/** The GPUs in what a job asks for on each node, or as a whole: `gres/gpu:a100:2`, `gres:gpu:2`, `gpu:2`, `gres/gpu=2`. */
export function countAsked(text: string, times = 1): GpuCount {
  const types = new Map<string, number>();
  let gpus = 0;
  for (const [, type, digits = "0"] of text.matchAll(ASKED)) {
    const count = Number(digits) * times;
    gpus += count;
    if (type !== undefined && count > 0) types.set(type, (types.get(type) ?? 0) + count);
  }
  return { gpus, gpuTypes: Object.fromEntries(types) };
}
