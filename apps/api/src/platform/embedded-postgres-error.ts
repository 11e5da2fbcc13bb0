export type EmbeddedPostgresFault =
  | "BINARIES_MISSING"
  | "DATA_DIRECTORY_IN_USE"
  | "DATA_DIRECTORY_NOT_OURS"
  | "DATA_DIRECTORY_NOT_WRITABLE"
  | "DATA_DIRECTORY_OTHER_VERSION"
  | "DISK_FULL"
  | "START_FAILED";

/** Why the embedded database cannot run. The message is one line meant for the person at the terminal. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
  readonly code: EmbeddedPostgresFault;

  constructor(code: EmbeddedPostgresFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Runs file operations on `path` and says in one line when the disk is full or the place may not be written. */
export async function explainFileErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOSPC" || code === "EDQUOT") throw diskFull(path, error);
    if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR" || code === "EEXIST") {
      throw new EmbeddedPostgresError("DATA_DIRECTORY_NOT_WRITABLE", `${path} cannot be written (${code}).`, {
        cause: error,
      });
    }
    throw error;
  }
}

export function diskFull(path: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError("DISK_FULL", `The disk that holds ${path} is full.`, { cause });
}
