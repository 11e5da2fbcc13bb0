import { readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { exists, unpackedProgram } from "./debian-packages.ts";

/** A program, and what must be in its environment for it to find its libraries. */
export interface DebianTool {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A program of the machine, else out of the Debian package of its name; why not, in a few words, where it is neither. */
export async function findTool(name: string): Promise<DebianTool | string> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (await exists(path)) return { path, env: {} };
  }
  const found = await unpackedProgram({ name, file: `usr/bin/${name}`, withDependencies: true });
  if (typeof found === "string") return found;
  // Everything that it needs may be installed, and then there are no libraries of its own.
  const libraries = join(found.folder, "usr/lib");
  const folders = (await exists(libraries)) ? readdirSync(libraries).map((each) => join(libraries, each)) : [];
  return { path: join(found.folder, "usr/bin", name), env: { LD_LIBRARY_PATH: folders.join(delimiter) } };
}
