import { Counter, Histogram, type Registry } from "prom-client";
import { type Db, isDatabaseAnswer } from "./db.ts";
import { type EndedStatement, timeStatements } from "./statement-timing.ts";

/** What the classes of SQLSTATE stand for, as far as operators tell them apart. */
const ERROR_TYPES: ReadonlyMap<string, string> = new Map([
  ["08", "connection"],
  ["22", "data"],
  ["23", "constraint"],
  ["25", "transaction"],
  ["40", "conflict"],
  ["42", "statement"],
  ["53", "resources"],
  ["54", "resources"],
  ["55", "lock"],
  ["57", "interrupted"],
  ["58", "system"],
]);

/** Counts and times the statements that the program sends to its database. */
export function observeStorage(registry: Registry, db: Db): void {
  const durations = new Histogram({
    name: "storage_operation_duration_seconds",
    help: "Time from a statement to the database's answer, by its first word and whether it succeeded.",
    labelNames: ["operation", "success"],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  const errors = new Counter({
    name: "storage_operation_errors_total",
    help: "Statements that failed, by their first word and the kind of failure; some are expected, as those of a constraint.",
    labelNames: ["operation", "error_type"],
    registers: [registry],
  });
  const onEnd = ({ operation, seconds, error }: EndedStatement) => {
    durations.observe({ operation, success: error === null ? "true" : "false" }, seconds);
    if (error !== null) errors.inc({ operation, error_type: errorType(error) });
  };
  const timed = new WeakSet<object>();
  // Not when it is made: some are there before anybody observes.
  db.pool.on("acquire", (client) => {
    if (timed.has(client)) return;
    timed.add(client);
    timeStatements(client, onEnd);
  });
}

/** A failure without an answer of the database is one of the connection. */
function errorType(error: unknown): string {
  if (!isDatabaseAnswer(error)) return "connection";
  return ERROR_TYPES.get(error.code.slice(0, 2)) ?? "other";
}
