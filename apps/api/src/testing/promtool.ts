import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, it } from "vitest";
import { exists, unpackedProgram } from "./debian-packages.ts";

/** Runs Prometheus' own tool; gives its exit code and all that it said. */
export type Promtool = (args: readonly string[], input?: string) => Promise<{ code: number; words: string }>;

/** A `describe` with Prometheus' own tool; a single skipped test, which says why, where it cannot be had. */
export async function describeWithPromtool(name: string, tests: (promtool: Promtool) => void) {
  const file = await findPromtool();
  if (typeof file === "string") return describe(name, () => it.skip(`needs promtool: ${file}`, () => undefined));
  return describe(name, () => tests(runner(file.path)));
}

async function findPromtool(): Promise<{ path: string } | string> {
  for (const folder of (process.env.PATH ?? "").split(":")) {
    if (await exists(join(folder, "promtool"))) return { path: join(folder, "promtool") };
  }
  const found = await unpackedProgram({ name: "prometheus", file: "usr/bin/promtool", withDependencies: false });
  return typeof found === "string" ? found : { path: join(found.folder, "usr/bin/promtool") };
}

function runner(path: string): Promtool {
  return async (args, input = "") => {
    const child = spawn(path, args, { stdio: "pipe" });
    let words = "";
    const hear = (piece: Buffer) => {
      words += piece.toString();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.stdin.on("error", () => undefined); // it may end before it has read all of it
    child.stdin.end(input);
    const [code] = await once(child, "close");
    return { code: Number(code), words };
  };
}
