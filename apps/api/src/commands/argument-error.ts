/** An argument that reads well names something that is of no use, such as a file that is not there; one line says why. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "this program has no right to read it",
};

/** For a file that was named and cannot be read. */
export function unreadableFile(file: string, cause: unknown): ArgumentError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return new ArgumentError(`${file} cannot be read: ${UNREADABLE[code] ?? code}.`, { cause });
}
