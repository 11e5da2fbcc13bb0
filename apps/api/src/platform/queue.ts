import { setTimeout as sleep } from "node:timers/promises";
import { Logger, parseCronItems, type Runner, run, runMigrations, type Task } from "graphile-worker";
import { sql } from "kysely";
import pg from "pg";
import type { Db, Tx } from "./db.ts";
import type { Logger as Log } from "./log.ts";
import { endSilentConnections } from "./silent-connections.ts";

/** Work that a job asks for. It may be done twice, or begun by one process and ended by another. */
export type QueueTask = (payload: unknown, signal: AbortSignal) => Promise<void>;

/** What is put into the queue again and again, at most once for all workers. */
export interface QueueSchedule {
  readonly task: string;
  /** In the form of cron, in UTC. */
  readonly pattern: string;
}

export interface QueueOptions {
  readonly db: Db;
  readonly log: Log;
  readonly tasks: Readonly<Record<string, QueueTask>>;
  readonly schedules: readonly QueueSchedule[];
}

const QUEUE_SCHEMA = "graphile_worker";
/** Jobs that one process works on at the same time. */
const CONCURRENCY = 4;
/** Work that is under way at the end gets this long before it is asked to stop where it is. */
const GRACE_MS = 500;
/** Where it has stopped by itself, it begins again after so long. */
const AGAIN_MS = 2_000;
/** Where a notification was lost, a job is found this late. */
const POLL_MS = 2_000;

/** Makes or updates the queue's own schema, as the role that owns the database, and lets the program's role work with it. */
export async function installQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, schema: QUEUE_SCHEMA, logger: SILENT });
  await pool.query(GRANTS);
}

/**
 * Puts a job into the queue as part of the transaction: it is there if and when that commits. A job that waits under the
 * same key is replaced; one that is being worked on is left alone, and this one may be worked on beside it.
 */
export async function addJob(tx: Tx, task: string, payload: object, key: string): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${task}, payload := ${JSON.stringify(payload)}::json, job_key := ${key}, max_attempts := 1)`.execute(tx);
}

/** Work that is to be done later. */
export interface LaterJob {
  readonly task: string;
  readonly payload: object;
  readonly key: string;
  readonly seconds: number;
}

/** As `addJob`, in so many seconds. One that waits under the same key is replaced, time and all. */
export async function addLaterJob(tx: Tx, { task, payload, key, seconds }: LaterJob): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${task}, payload := ${JSON.stringify(payload)}::json, job_key := ${key}, max_attempts := 1,
    run_at := now() + make_interval(secs => ${seconds}))`.execute(tx);
}

/** As `addJob`; one that waits under the same key keeps its time. */
export async function ensureJob(tx: Tx, task: string, payload: object, key: string): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${task}, payload := ${JSON.stringify(payload)}::json, job_key := ${key}, max_attempts := 1,
    job_key_mode := 'preserve_run_at')`.execute(tx);
}

/**
 * Works on the queue until it is disposed of; the work that is under way is then asked to end. Any number of processes
 * may. Where the database is away for so long that the queue gives up, it begins again.
 */
export async function startQueue(options: QueueOptions): Promise<AsyncDisposable> {
  const queue = new Queue(options);
  await queue.begin();
  return queue;
}

class Queue implements AsyncDisposable {
  readonly #options: QueueOptions;
  readonly #pool: pg.Pool;
  readonly #ended = new AbortController();
  #runner: Runner | null = null;
  #running = Promise.resolve();

  constructor(options: QueueOptions) {
    this.#options = options;
    const { connectionString, options: settings } = options.db.pool.options;
    // A pool of its own: the queue waits for notifications on one connection, and reads its numbers as it likes.
    const own = { connectionString, options: settings, max: CONCURRENCY + 2, application_name: "purser-queue" };
    const alive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
    this.#pool = new pg.Pool({ ...own, ...alive });
    endSilentConnections(this.#pool);
    const onLost = (error: Error) => options.log.warn({ err: error }, "the queue lost a connection");
    this.#pool.on("error", onLost);
    this.#pool.on("connect", (client) => client.on("error", onLost));
  }

  async begin(): Promise<void> {
    try {
      this.#runner = await this.#start();
    } catch (error) {
      await this.#pool.end();
      throw error;
    }
    this.#running = this.#keepRunning();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#runner?.stop().catch(() => {}); // it had stopped by itself, which was said
    await this.#running;
    await this.#pool.end();
  }

  async #start(): Promise<Runner> {
    const { tasks, schedules, log } = this.#options;
    const entries = Object.entries(tasks).map(([name, task]) => [name, taskOf(task)] as const);
    return await run({
      ...{ pgPool: this.#pool, schema: QUEUE_SCHEMA, concurrency: CONCURRENCY, pollInterval: POLL_MS },
      ...{ taskList: Object.fromEntries(entries), parsedCronItems: parseCronItems(schedules.map(cronItem)) },
      ...{ noHandleSignals: true, logger: loggerOf(log) },
      preset: { worker: { gracefulShutdownAbortTimeout: GRACE_MS } },
    });
  }

  async #keepRunning(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await this.#runner?.promise.catch((err: unknown) => this.#options.log.warn({ err }, "the queue has stopped"));
      if (signal.aborted) return;
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
      this.#runner = signal.aborted ? null : await this.#start().catch(() => null);
    }
  }
}

function taskOf(task: QueueTask): Task {
  return async (payload, { abortSignal }) => await task(payload, abortSignal ?? NEVER);
}

const NEVER = new AbortController().signal;
const SILENT = new Logger(() => () => {});

function cronItem({ task, pattern }: QueueSchedule) {
  return { task, match: pattern, identifier: task, options: { backfillPeriod: 0, maxAttempts: 1, jobKey: task } };
}

/** What the queue has to say to an operator; that jobs begin and end is for debugging. */
function loggerOf(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === "error" || level === "warning") log.warn({ component: "queue" }, message);
    else log.debug({ component: "queue" }, message);
  });
}

const GRANTS = `
grant usage on schema ${QUEUE_SCHEMA} to purser_app;
grant select on ${QUEUE_SCHEMA}.migrations to purser_app;
grant execute on all functions in schema ${QUEUE_SCHEMA} to purser_app;
do $$
declare
  queue_table text;
begin
  -- The queue's tables are closed to everybody but their owner, row by row.
  for queue_table in
    select c.relname from pg_class c where c.relnamespace = '${QUEUE_SCHEMA}'::regnamespace and c.relkind = 'r'
      and c.relname like '\\_private\\_%'
  loop
    execute format('grant select, insert, update, delete on ${QUEUE_SCHEMA}.%I to purser_app', queue_table);
    if not exists (
      select from pg_policy where polname = 'purser_app' and polrelid = format('${QUEUE_SCHEMA}.%I', queue_table)::regclass
    ) then
      execute format('create policy purser_app on ${QUEUE_SCHEMA}.%I to purser_app using (true) with check (true)', queue_table);
    end if;
  end loop;
end
$$`;
