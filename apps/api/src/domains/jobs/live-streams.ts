import { Readable } from "node:stream";
import { repeat } from "../../platform/repeat.ts";
import { JobError } from "./core/errors.ts";
import type { LiveView } from "./live-channel.ts";
import type { LiveFeed } from "./live-feed.ts";

export interface LiveStreamsOptions {
  readonly feed: LiveFeed;
  /** Whether the program is about to stop. */
  readonly isDraining: () => boolean;
  readonly onError: (error: unknown) => void;
  readonly mostOfOne?: number;
  readonly most?: number;
  readonly lookMilliseconds?: number;
  readonly recheckMilliseconds?: number;
  readonly beatMilliseconds?: number;
  readonly mostBytesWaiting?: number;
}

/** Somebody who wants to be told. */
export interface Follower {
  readonly id: string;
  readonly view: LiveView;
  /** How long; 0: until the first news. */
  readonly seconds: number;
  /** Whether they would still be let in, to see the same. */
  readonly isStillGood: () => Promise<boolean>;
}

interface OpenStream extends Follower {
  readonly stream: Readable;
  readonly endsAt: number;
  leave: () => void;
  checkedAt: number;
  beatAt: number;
}

const MOST_OF_ONE = 8;
const MOST = 500;
const LOOK_MS = 1_000;
const BEAT_MS = 15_000;
const RECHECK_MS = 5_000;
/** Who has left so much unread does not read. The whole picture is about one million bytes at most. */
const MOST_BYTES_WAITING = 4_000_000;

/** The streams of server-sent events that are open in this process: how many there may be, and when each has to end. */
export class LiveStreams implements AsyncDisposable {
  readonly #options: LiveStreamsOptions;
  readonly #open = new Set<OpenStream>();
  #watch: AsyncDisposable | null = null;

  constructor(options: LiveStreamsOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#open.size;
  }

  /**
   * A stream that tells what the follower asks for.
   *
   * @throws {JobError} `LIVE_STREAMS_OWN` where they have too many, `LIVE_STREAMS_BUSY` where all together have.
   */
  open(follower: Follower): Readable {
    const { feed, mostOfOne = MOST_OF_ONE, most = MOST, lookMilliseconds = LOOK_MS } = this.#options;
    const own = [...this.#open].filter(({ id }) => id === follower.id).length;
    if (own >= mostOfOne) throw new JobError("LIVE_STREAMS_OWN", { seconds: 15 });
    if (this.#open.size >= most || this.#options.isDraining()) throw new JobError("LIVE_STREAMS_BUSY");
    const now = performance.now();
    const stream = new Readable({ read() {} });
    stream.push("retry: 2000\n\n"); // so that the headers go out before there is news
    const times = { endsAt: now + follower.seconds * 1000, checkedAt: now, beatAt: now };
    const opened: OpenStream = { ...follower, ...times, stream, leave: () => {} };
    this.#open.add(opened);
    stream.once("close", () => this.#forget(opened));
    opened.leave = feed.follow(follower.view, (news) => this.#deliver(opened, news));
    if (!this.#open.has(opened)) opened.leave(); // the first news were all that was asked for
    this.#watch ??= repeat(async () => await this.#look(), {
      milliseconds: lookMilliseconds,
      onError: this.#options.onError,
    });
    return stream;
  }

  /** Ends all of them. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const opened of this.#open) this.#end(opened);
    const watch = this.#watch;
    this.#watch = null;
    await watch?.[Symbol.asyncDispose]();
  }

  #deliver(opened: OpenStream, news: string): void {
    if (!this.#open.has(opened)) return;
    this.#send(opened, `event: runs\ndata: ${news}\n\n`);
    if (opened.seconds === 0) this.#end(opened);
  }

  #send(opened: OpenStream, text: string): void {
    const { stream } = opened;
    opened.beatAt = performance.now();
    if (stream.readableLength > (this.#options.mostBytesWaiting ?? MOST_BYTES_WAITING)) stream.destroy();
    else stream.push(text);
  }

  async #look(): Promise<void> {
    const now = performance.now();
    const isOver = this.#options.isDraining() || this.#options.feed.isStale;
    for (const opened of this.#open) {
      // One that is to end with its first news waits for them.
      if (isOver || (opened.seconds > 0 && now >= opened.endsAt)) this.#end(opened);
      else if (now - opened.beatAt >= (this.#options.beatMilliseconds ?? BEAT_MS)) this.#send(opened, ": here\n\n");
    }
    await Promise.all([...this.#open].map(async (opened) => await this.#recheck(opened, now)));
  }

  async #recheck(opened: OpenStream, now: number): Promise<void> {
    if (now - opened.checkedAt < (this.#options.recheckMilliseconds ?? RECHECK_MS)) return;
    opened.checkedAt = now;
    // Where it cannot be found out they are not let in, as with any call.
    const isGood = await opened.isStillGood().catch(() => false);
    if (!isGood) this.#end(opened);
  }

  #end(opened: OpenStream): void {
    this.#forget(opened);
    opened.stream.push(null);
  }

  #forget(opened: OpenStream): void {
    this.#open.delete(opened);
    opened.leave();
    if (this.#open.size > 0) return;
    const watch = this.#watch;
    this.#watch = null;
    void watch?.[Symbol.asyncDispose]();
  }
}
