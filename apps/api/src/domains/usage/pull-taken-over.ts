/** Somebody else works on the pull by now, or it was stopped: nothing more may be written for it. */
export class PullTakenOver extends Error {
  override readonly name = "PullTakenOver";

  constructor() {
    super("the pull is not this process's any more");
  }
}
