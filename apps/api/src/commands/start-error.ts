/** The program cannot start, for a reason that one line says and a person can mend. */
export class StartError extends Error {
  override readonly name = "StartError";
}
