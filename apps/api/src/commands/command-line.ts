import { parseArgs } from "node:util";
import { MAX_TOKEN_DAYS } from "../domains/identity/core/api-token.ts";

export const USAGE = `Usage: purser COMMAND

  start                     serve, with the demonstration centre where the database is empty
  serve [--no-worker]       the API and the web app; also background work, unless told not to
  worker                    background work alone
  migrate                   bring the database up to date
  ingest FILE|-             read the text of sacct (plain or gzip) from a file or from standard input
    --cluster NAME            the cluster, where the text has no Cluster column
    --time-zone ZONE          the zone of its local times, where it is not the cluster's
    --read-from TIME, --read-until TIME
                              the time that Slurm was asked for, such as 2026-03-01T00:00:00+07:00: days without runs count as read then
  demo                      load the demonstration centre into an empty database
  ldap check USERNAME       what the directory says of somebody, and which roles that gives; asks for no password
  person reset-password USERNAME
                            print a link with which somebody sets a new password, good once and for 24 hours
  person reset-mfa USERNAME
                            take the second step from somebody who has lost their phone and their recovery codes
  audit verify              recompute the audit chain and compare it with its checkpoints
    --checkpoint FILE         also with those in this file of JSON, which was kept elsewhere
    --since-checkpoint        begin after the latest checkpoint
    --from N, --to N          only from the link with this number, and up to that one
  audit checkpoint          sign where the audit chain stands, and print it as JSON to be kept elsewhere
  token create              make the API token of a service and print it, once
    --name NAME               the service; it acts as service:NAME
    --scope SCOPE             what it may do; as often as there are scopes
    --days DAYS               after how many days it expires, at most 365
    --address NETWORK         where it may be used from, as CIDR; as often as needed; without it, anywhere
    --role ROLE               center_admin, finance, auditor or user: whose data it sees; without it, the least that will do
    --slurm-user USER         with the role user: whose; as often as needed
`;

const SERVICE_ROLES = ["center_admin", "finance", "auditor", "user"] as const;

type ServiceRole = (typeof SERVICE_ROLES)[number];

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
  | { readonly name: "ldap check"; readonly username: string }
  | { readonly name: "person reset-password" | "person reset-mfa"; readonly username: string }
  | { readonly name: "serve"; readonly withWorker: boolean }
  | {
      readonly name: "ingest";
      readonly file: string;
      readonly cluster: string | null;
      readonly timeZone: string | null;
      /** RFC 3339, both of them or none. */
      readonly readFrom: string | undefined;
      readonly readUntil: string | undefined;
    }
  | {
      readonly name: "token create";
      readonly service: string;
      readonly scopes: readonly string[];
      readonly days: number;
      readonly addresses: readonly string[];
      readonly role: ServiceRole | null;
      readonly slurmUsers: readonly string[];
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
        readFrom: instant("read-from", values["read-from"]),
        readUntil: instant("read-until", values["read-until"]),
      };
    case "ldap":
      return { name: "ldap check", username: userNameOf(operands) };
    case "person":
      return personCommand(operands);
    case "audit":
      return auditCommand(operands, values);
    case "token":
      if (operands.join(" ") !== "create") throw new UsageError("token takes one word: create");
      return tokenCreate(values);
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
        "read-from": { type: "string" },
        "read-until": { type: "string" },
        checkpoint: { type: "string" },
        "since-checkpoint": { type: "boolean" },
        from: { type: "string" },
        to: { type: "string" },
        name: { type: "string" },
        scope: { type: "string", multiple: true },
        days: { type: "string" },
        address: { type: "string", multiple: true },
        role: { type: "string" },
        "slurm-user": { type: "string", multiple: true },
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
  const from = linkNumber("from", values.from);
  const to = linkNumber("to", values.to);
  const sinceCheckpoint = values["since-checkpoint"] === true;
  if (from !== null && sinceCheckpoint) throw new UsageError("--from and --since-checkpoint both say where to begin");
  if (from !== null && to !== null && to < from) throw new UsageError("--to is before --from");
  return noOperands(more, {
    name: "audit verify",
    checkpointFile: values.checkpoint ?? null,
    sinceCheckpoint,
    from,
    to,
  });
}

function linkNumber(option: string, text: string | undefined): bigint | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,15}$/.test(text)) throw new UsageError(`--${option} takes the number of a link`);
  return BigInt(text);
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

function instant(option: string, text: string | undefined): string | undefined {
  if (text !== undefined && (!INSTANT.test(text) || Number.isNaN(Date.parse(text))))
    throw new UsageError(`--${option} takes a time with its zone, such as 2026-03-01T00:00:00+07:00`);
  return text;
}

const SERVICE_NAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

function tokenCreate(values: ReturnType<typeof parse>["values"]): Command {
  const { name = "", scope: scopes = [], days: text = "", address: addresses = [], role } = values;
  if (!SERVICE_NAME.test(name))
    throw new UsageError("--name takes 2 to 40 small letters, digits, dots, hyphens or underscores");
  if (scopes.length === 0) throw new UsageError("--scope is missing");
  const days = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MAX_TOKEN_DAYS) throw new UsageError(`--days takes a number from 1 to ${MAX_TOKEN_DAYS}`);
  const known = SERVICE_ROLES.find((each) => each === role);
  if (role !== undefined && known === undefined) throw new UsageError(`--role takes ${SERVICE_ROLES.join(", ")}`);
  const slurmUsers = values["slurm-user"] ?? [];
  return { name: "token create", service: name, scopes, days, addresses, role: known ?? null, slurmUsers };
}

function userNameOf([word, username, ...more]: readonly string[]): string {
  if (word !== "check" || username === undefined || more.length > 0)
    throw new UsageError("ldap takes two words: check, and a user name");
  return username;
}

function personCommand([word, username, ...more]: readonly string[]): Command {
  if ((word !== "reset-password" && word !== "reset-mfa") || username === undefined || more.length > 0)
    throw new UsageError("person takes two words: reset-password or reset-mfa, and a user name");
  return { name: `person ${word}`, username };
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
