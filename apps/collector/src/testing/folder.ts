import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder for one test. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "purser-collector-"));
  return { path, [Symbol.asyncDispose]: async () => await rm(path, { recursive: true, force: true }) };
}

/** Writes files below a folder; null: a folder without files. */
export async function plant(root: string, files: Readonly<Record<string, string | null>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    await mkdir(text === null ? path : dirname(path), { recursive: true });
    if (text !== null) await writeFile(path, text);
  }
}
