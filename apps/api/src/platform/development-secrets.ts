import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Variables with which a development machine signs and signs in: made once, kept beside the data, never fixed. */
const GENERATED = {
  JWT_KEYS: () => `dev=${randomBytes(32).toString("base64url")}`,
  AUDIT_KEYS: () => `dev=${randomBytes(32).toString("base64url")}`,
  SECRETS_KEYS: () => `dev=${randomBytes(32).toString("base64url")}`,
  ADMIN_PASSWORD: password,
  DEMO_FINANCE_PASSWORD: password,
  DEMO_AUDITOR_PASSWORD: password,
  DEMO_USER_PASSWORD: password,
} as const;

export type DevelopmentSecrets = Readonly<Record<keyof typeof GENERATED, string>>;

/**
 * The secrets of this data directory, generated at the first start and readable by its owner alone. A later start finds
 * them again, so that sessions and the audit chain of a demonstration live on.
 *
 * @throws an error of the file system, or one that names the file if somebody has damaged it.
 */
export async function developmentSecrets(dataDir: string): Promise<DevelopmentSecrets> {
  const file = join(dataDir, "development-secrets.json");
  const known = await readSecrets(file);
  const secrets = Object.fromEntries(
    Object.entries(GENERATED).map(([name, generate]) => [name, known[name] ?? generate()]),
  ) as DevelopmentSecrets; // the entries of GENERATED, name by name
  if (Object.keys(GENERATED).some((name) => known[name] === undefined)) await writeSecrets(dataDir, file, secrets);
  return secrets;
}

async function readSecrets(file: string): Promise<Record<string, string | undefined>> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw new Error(`${file} cannot be read; remove it to have new secrets made`, { cause: error });
  }
}

async function writeSecrets(dataDir: string, file: string, secrets: DevelopmentSecrets): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await chmod(temporary, 0o600);
  await rename(temporary, file);
}

/** Four groups of letters and digits that cannot be taken for one another: about 80 bits. */
function password(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  const letters = Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length] ?? "x");
  return [0, 4, 8, 12].map((from) => letters.slice(from, from + 4).join("")).join("-");
}
