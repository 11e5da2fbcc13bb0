import { EventEmitter } from "node:events";
import type pg from "pg";

/**
 * Where the program shall die or fail, for the tests of crashes: at the `statement`-th statement sent over any
 * connection of this process, counted from 1.
 */
export interface Failpoint {
  readonly statement: number;
  /** `before` it is sent, `in-flight`, `after` its answer came; or an SQLSTATE that it is made to fail with. */
  readonly mode: "before" | "in-flight" | "after" | { readonly sqlstate: string };
  /** Told of each statement, so that a test can learn how many there are. */
  readonly onStatement?: (count: number, text: string) => void;
}

let count = 0;

/** Starts counting again: from here the next statement is the first. */
export function resetFailpoint(): void {
  count = 0;
}

/** Makes one connection obey the failpoint: every statement, COPY included, passes through here. */
export function armFailpoint(client: pg.ClientBase, failpoint: Failpoint): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown; // one signature for pg's many overloads
  const armed = (...args: unknown[]): unknown => {
    count += 1;
    failpoint.onStatement?.(count, statementText(args[0]));
    if (count !== failpoint.statement) return send(...args);
    if (typeof failpoint.mode === "object") throw simulated(failpoint.mode.sqlstate);
    if (failpoint.mode === "before") die();
    const answer = send(...args);
    if (failpoint.mode === "in-flight") setImmediate(die);
    else if (answer instanceof Promise) void answer.finally(die);
    else if (answer instanceof EventEmitter) answer.once("finish", die); // a COPY: all of it is in the table by then
    return answer;
  };
  Object.assign(client, { query: armed });
}

function statementText(query: unknown): string {
  if (typeof query === "string") return query;
  if (typeof query === "object" && query !== null && "text" in query) return String(query.text);
  return "";
}

function simulated(sqlstate: string): Error {
  return Object.assign(new Error(`failpoint: ${sqlstate}`), { code: sqlstate });
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("still alive after SIGKILL");
}
