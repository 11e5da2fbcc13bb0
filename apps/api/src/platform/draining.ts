import { setTimeout as sleep } from "node:timers/promises";

/**
 * Whether the program is about to end. From then on it says that it is not ready, so that proxies send it nothing new,
 * and asks those who are connected to connect anew elsewhere; it answers whatever still comes.
 */
export class Draining {
  #begun = false;

  get begun(): boolean {
    return this.#begun;
  }

  /** Begins it, and gives proxies `seconds` to see it. */
  async begin(seconds: number): Promise<void> {
    this.#begun = true;
    await sleep(seconds * 1000);
  }
}
