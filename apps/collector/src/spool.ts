import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Log, reasonOf } from "./log.ts";

interface Waiting {
  readonly name: string;
  readonly bytes: number;
  /** What could not be written; null: it is in its file. */
  text: string | null;
}

const WHOLE = /^(\d{12})-\d+\.json$/;
/** What was refused is kept for people to look at, so much of it. */
const MOST_REFUSED = 100;
const MOST_IN_MEMORY = 16 * 1024 * 1024;

/**
 * What waits for Purser, oldest first. It survives the program, and stays below a size by dropping the oldest. Where
 * the disk is full or broken it goes on in memory, and is written as soon as that works again.
 */
export class Spool {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #log: Log;
  readonly #waiting: Waiting[] = [];
  #last = 0;
  #diskFails = false;

  private constructor({ folder, mostBytes, log }: { folder: string; mostBytes: number; log: Log }) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    this.#log = log;
  }

  /** With what an earlier program left. What it had not finished writing is removed. */
  static async open(options: { folder: string; mostBytes: number; log: Log }): Promise<Spool> {
    const spool = new Spool(options);
    try {
      await mkdir(spool.#folder, { recursive: true, mode: 0o700 });
      await spool.#findLeft();
    } catch (error) {
      spool.#noteDisk(error);
    }
    return spool;
  }

  get size(): number {
    return this.#waiting.length;
  }

  async add(text: string): Promise<void> {
    this.#last += 1;
    const name = `${String(this.#last).padStart(12, "0")}-${process.pid}.json`;
    const item: Waiting = { name, bytes: Buffer.byteLength(text), text };
    this.#waiting.push(item);
    await this.#write(item);
    await this.#shrink();
  }

  /** The oldest that waits; null: nothing does. What cannot be read any more is left out, and said in the log. */
  async oldest(): Promise<string | null> {
    for (;;) {
      const [item] = this.#waiting;
      if (item === undefined) return null;
      if (item.text !== null) return item.text;
      try {
        const text = await readFile(join(this.#folder, item.name), "utf8");
        JSON.parse(text);
        return text;
      } catch (error) {
        this.#log("error", "a spooled batch cannot be read and is left out", {
          file: item.name,
          why: reasonOf(error),
        });
        await this.setAside();
      }
    }
  }

  /** Purser has the oldest. */
  async drop(): Promise<void> {
    const item = this.#waiting.shift();
    if (item !== undefined && item.text === null) await this.#remove(join(this.#folder, item.name));
  }

  /** Purser will never take the oldest: it is moved out of the way. */
  async setAside(): Promise<void> {
    const item = this.#waiting.shift();
    if (item === undefined || item.text !== null) return;
    const refused = join(this.#folder, "refused");
    try {
      await mkdir(refused, { recursive: true, mode: 0o700 });
      await rename(join(this.#folder, item.name), join(refused, item.name));
      const names = (await readdir(refused)).sort();
      for (const name of names.slice(0, -MOST_REFUSED)) await this.#remove(join(refused, name));
    } catch (error) {
      this.#noteDisk(error);
      await this.#remove(join(this.#folder, item.name));
    }
  }

  /** Writes what is only in memory. */
  async flush(): Promise<void> {
    for (const item of this.#waiting.filter(({ text }) => text !== null)) if (!(await this.#write(item))) return;
  }

  async #findLeft(): Promise<void> {
    for (const name of (await readdir(this.#folder)).sort()) {
      if (name.endsWith(".part")) await this.#remove(join(this.#folder, name));
      const number = WHOLE.exec(name)?.[1];
      if (number === undefined) continue;
      this.#waiting.push({ name, bytes: (await stat(join(this.#folder, name))).size, text: null });
      this.#last = Math.max(this.#last, Number(number));
    }
    await this.#shrink();
  }

  /** Whole or not at all: nobody ever finds half a batch under its name. */
  async #write(item: Waiting): Promise<boolean> {
    if (item.text === null) return true;
    const part = join(this.#folder, `${item.name}.part`);
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeDurably(part, item.text);
      await rename(part, join(this.#folder, item.name));
      item.text = null;
      if (this.#diskFails) this.#log("info", "the spool can be written again");
      this.#diskFails = false;
      return true;
    } catch (error) {
      this.#noteDisk(error);
      await this.#remove(part);
      return false;
    }
  }

  async #shrink(): Promise<void> {
    const dropped =
      (await this.#dropBeyond(this.#mostBytes, () => true)) +
      (await this.#dropBeyond(MOST_IN_MEMORY, ({ text }) => text !== null));
    if (dropped > 0) this.#log("error", "the spool is full: the oldest batches are lost", { batches: dropped });
  }

  /** Drops the oldest of some until they are no larger than so many bytes together, and says how many. */
  async #dropBeyond(most: number, some: (item: Waiting) => boolean): Promise<number> {
    const counted = this.#waiting.filter(some);
    let bytes = counted.reduce((sum, item) => sum + item.bytes, 0);
    let dropped = 0;
    for (const item of counted) {
      if (bytes <= most) break;
      bytes -= item.bytes;
      dropped += 1;
      this.#waiting.splice(this.#waiting.indexOf(item), 1);
      if (item.text === null) await this.#remove(join(this.#folder, item.name));
    }
    return dropped;
  }

  async #remove(file: string): Promise<void> {
    await rm(file, { force: true }).catch((error: unknown) => this.#noteDisk(error));
  }

  /** Says it once, not every 30 seconds. */
  #noteDisk(error: unknown): void {
    if (!this.#diskFails)
      this.#log("error", "the spool cannot be written: what waits is kept in memory", { why: reasonOf(error) });
    this.#diskFails = true;
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
