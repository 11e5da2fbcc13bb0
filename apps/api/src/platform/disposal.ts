/** What has been started and has to be stopped, the last first. Node 20 has no AsyncDisposableStack of its own. */
export class Disposal implements AsyncDisposable {
  readonly #resources: AsyncDisposable[] = [];

  /** Takes a resource over and hands it back. */
  use<T extends AsyncDisposable>(resource: T): T {
    this.#resources.push(resource);
    return resource;
  }

  /** Stops everything, also where stopping one thing fails; the first failure is thrown at the end. */
  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (let last = this.#resources.pop(); last !== undefined; last = this.#resources.pop()) {
      try {
        await last[Symbol.asyncDispose]();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
