import { EventEmitter } from "node:events";
import type pg from "pg";

/** A statement that ended, one way or the other. */
export interface EndedStatement {
  /** What it does, as the word it begins with; `other` for whatever is not listed. */
  readonly operation: StatementOperation;
  readonly seconds: number;
  /** Null: it succeeded. */
  readonly error: unknown;
}

const OPERATIONS = ["select", "insert", "update", "delete", "with", "copy", "begin", "commit", "rollback"] as const;
export type StatementOperation = (typeof OPERATIONS)[number] | "other";

/** Has every statement of a connection timed, from the call to its answer; for COPY until its last row. */
export function timeStatements(client: pg.ClientBase, onEnd: (statement: EndedStatement) => void): void {
  const send = client.query.bind(client) as (...args: unknown[]) => unknown; // one signature for pg's many overloads
  const timed = (...args: unknown[]): unknown => {
    const operation = operationOf(args[0]);
    const started = performance.now();
    const end = (error: unknown) => onEnd({ operation, seconds: (performance.now() - started) / 1_000, error });
    const last = args.length - 1;
    const callback = args[last];
    if (typeof callback === "function") {
      args[last] = (error: unknown, ...rest: unknown[]) => {
        end(error ?? null);
        callback(error, ...rest);
      };
      return send(...args);
    }
    const answer = send(...args);
    if (answer instanceof Promise) {
      answer.then(
        () => end(null),
        (error: unknown) => end(error ?? "failed"),
      );
    } else if (answer instanceof EventEmitter) {
      let failure: unknown = null;
      const fail = (error: unknown) => {
        failure = error;
      };
      answer.once("error", fail).once("close", () => end(failure));
    }
    return answer;
  };
  Object.assign(client, { query: timed });
}

const FIRST_WORD = /^\s*(\w+)/;

function operationOf(query: unknown): StatementOperation {
  const text = typeof query === "string" ? query : textOf(query);
  const word = FIRST_WORD.exec(text.slice(0, 40))?.[1]?.toLowerCase();
  return OPERATIONS.find((operation) => operation === word) ?? "other";
}

/** pg takes objects with a text, and those of COPY. */
function textOf(query: unknown): string {
  const isObject = typeof query === "object" && query !== null;
  return isObject && "text" in query && typeof query.text === "string" ? query.text : "";
}
