import { parseArgs } from "node:util";

export const USAGE = `Usage: purser COMMAND

  start                     serve, with the demonstration centre where the database is empty
  serve [--no-worker]       the API and the web app; also background work, unless told not to
  worker                    background work alone
  migrate                   bring the database up to date
  ingest FILE|-             read the text of sacct (plain or gzip) from a file or from standard input
    --cluster NAME            the cluster, where the text has no Cluster column
    --time-zone ZONE          the zone of its local times, where it is not the cluster's
  demo                      load the demonstration centre into an empty database
  audit verify              recompute the audit chain and compare it with its checkpoints
    --checkpoint FILE         also with those in this file of JSON, which was kept elsewhere
    --since-checkpoint        begin after the latest checkpoint
    --from N, --to N          only from the link with this number, and up to that one
  audit checkpoint          sign where the audit chain stands, and print it as JSON to be kept elsewhere
`;

export type Command =
  | { readonly name: "help" }
  | { readonly name: "start" | "worker" | "migrate" | "demo" | "audit checkpoint" }
  | {
      readonly name: "audit verify";
      readonly checkpointFile: string | null;
      readonly sinceCheckpoint: boolean;
      readonly from: bigint | null;
      readonly to: bigint | null;
    }
  | { readonly name: "serve"; readonly withWorker: boolean }
  | {
      readonly name: "ingest";
      readonly file: string;
      readonly cluster: string | null;
      readonly timeZone: string | null;
    };

/** What was asked for is not a command; the message says what was wrong. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** @throws {UsageError} naming the first thing that is not understood. */
export function parseCommandLine(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help === true || positionals[0] === "help") return { name: "help" };
  const [name = "", ...operands] = positionals;
  switch (name) {
    case "start":
    case "worker":
    case "migrate":
    case "demo":
      return noOperands(operands, { name });
    case "serve":
      return noOperands(operands, { name, withWorker: values["no-worker"] !== true });
    case "ingest":
      return {
        name,
        file: onlyOperand(operands),
        cluster: values.cluster ?? null,
        timeZone: values["time-zone"] ?? null,
      };
    case "audit":
      return auditCommand(operands, values);
    default:
      throw new UsageError(name === "" ? "no command was given" : `${name} is not a command`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: "boolean", short: "h" },
        "no-worker": { type: "boolean" },
        cluster: { type: "string" },
        "time-zone": { type: "string" },
        checkpoint: { type: "string" },
        "since-checkpoint": { type: "boolean" },
        from: { type: "string" },
        to: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function auditCommand(operands: readonly string[], values: ReturnType<typeof parse>["values"]): Command {
  const [name, ...more] = operands;
  if (name === "checkpoint") return noOperands(more, { name: "audit checkpoint" });
  if (name !== "verify") throw new UsageError("audit takes one word: verify or checkpoint");
  return noOperands(more, {
    name: "audit verify",
    checkpointFile: values.checkpoint ?? null,
    sinceCheckpoint: values["since-checkpoint"] === true,
    from: linkNumber("from", values.from),
    to: linkNumber("to", values.to),
  });
}

function linkNumber(option: string, text: string | undefined): bigint | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new UsageError(`--${option} takes the number of a link`);
  return BigInt(text);
}

function noOperands(operands: readonly string[], command: Command): Command {
  if (operands.length > 0) throw new UsageError(`${operands[0]} is one word too many`);
  return command;
}

function onlyOperand(operands: readonly string[]): string {
  const [file, more] = operands;
  if (file === undefined) throw new UsageError("ingest takes the name of a file, or - for standard input");
  if (more !== undefined) throw new UsageError(`ingest takes one file at a time, so ${more} is one too many`);
  return file;
}
