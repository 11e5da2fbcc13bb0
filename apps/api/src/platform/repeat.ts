export interface Repetition {
  readonly milliseconds: number;
  /** Told what went wrong; the next time comes as if nothing had. */
  readonly onError: (error: unknown) => void;
}

/**
 * Does `work` at once and again each time so many milliseconds have passed, until it is disposed of. A time that comes
 * while the work is still under way is left out, so that what is slow is not asked twice at once. Disposing of it waits for
 * the work that is under way.
 */
export function repeat(work: () => Promise<unknown>, { milliseconds, onError }: Repetition): AsyncDisposable {
  let running: Promise<void> | null = null;
  const start = () => {
    running ??= work()
      .then(() => {}, onError)
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(start, milliseconds);
  start();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
