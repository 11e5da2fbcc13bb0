import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, parseCommandLine, USAGE } from "./commands/command-line.ts";
import { explainError } from "./commands/explain-error.ts";
import type { Running } from "./commands/serve.ts";
import { StartError } from "./commands/start-error.ts";
import { untilStopped } from "./commands/until-stopped.ts";
import { withContext } from "./commands/with-context.ts";
import { type Config, readConfig } from "./config.ts";
import type { UsageContext } from "./domains/usage/run-pricer.ts";
import { type DevelopmentSecrets, developmentSecrets } from "./platform/development-secrets.ts";
import { createLog, type Logger } from "./platform/log.ts";
import { migrateToLatest } from "./platform/migrate.ts";

interface Program {
  readonly config: Config;
  readonly log: Logger;
  readonly secrets: DevelopmentSecrets | null;
  readonly version: string;
}

const print = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<number> {
  const command = parseCommandLine(process.argv.slice(2));
  if (command.name === "help") {
    print(USAGE);
    return 0;
  }
  return await run(command, await openProgram(command));
}

async function openProgram(command: Command): Promise<Program> {
  const production = process.env.APP_ENV === "production";
  const dataDir = process.env.PURSER_DATA_DIR ?? ".purser";
  // Development makes up what production insists on being told.
  const secrets = production ? null : await developmentSecrets(resolve(dataDir));
  const config = readConfig({ ...secrets, PURSER_DATA_DIR: resolve(dataDir), ...process.env });
  // Somebody who tries it out wants to read the welcome, not a line for each request.
  const quiet = command.name !== "serve" && command.name !== "worker" && process.env.LOG_LEVEL === undefined;
  const log = createLog({ level: quiet ? "warn" : config.logLevel });
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return { config, log, secrets, version };
}

/** Each command is loaded when it is asked for: one that looks at the database need not wait for all that serves. */
async function run(command: Exclude<Command, { name: "help" }>, program: Program): Promise<number> {
  const { config, log, version, secrets } = program;
  switch (command.name) {
    case "start": {
      if (secrets === null)
        throw new StartError("start is for trying Purser out; in production use migrate and serve.");
      const { start } = await import("./commands/start.ts");
      return await untilEnd(await start({ config, log, version, secrets, before: launchTimings(), print }), log);
    }
    case "serve": {
      const { serve } = await import("./commands/serve.ts");
      return await untilEnd(await serve({ config, log, version, withWorker: command.withWorker, migrate: false }), log);
    }
    case "worker": {
      const { startBackgroundWork } = await import("./commands/background-work.ts");
      const work = async (ctx: UsageContext) => {
        await using _work = await startBackgroundWork(ctx);
        await untilStopped();
        return 0;
      };
      return await withContext(program, work, { beside: false });
    }
    case "migrate":
      return await migrate(config, program);
    case "ingest": {
      const { describeBatch, ingestFile } = await import("./commands/ingest-file.ts");
      const read = async (ctx: UsageContext) => await ingestFile(ctx, { ...command, standardInput: process.stdin });
      print(describeBatch(await withContext(program, read)));
      return 0;
    }
    case "demo": {
      if (secrets === null) throw new StartError("The demonstration centre is not for production.");
      const { demo } = await import("./commands/demo.ts");
      return await withContext(program, async (ctx) => await demo(ctx, { secrets, print }));
    }
    case "ldap check": {
      const { checkDirectory } = await import("./commands/check-directory.ts");
      const { lines, hasRole } = await checkDirectory(config, command.username);
      for (const line of lines) print(line);
      return hasRole ? 0 : 1;
    }
    case "person reset-password":
    case "person reset-mfa": {
      const { recoverPerson } = await import("./commands/recover-person.ts");
      return await withContext(program, async (ctx) => {
        await recoverPerson(ctx, command, { print, tell: complain });
        return 0;
      });
    }
    case "audit verify": {
      const { auditVerify } = await import("./commands/audit-commands.ts");
      return await withContext(program, async (ctx) => await auditVerify(ctx, command, { print, complain }));
    }
    case "audit checkpoint": {
      const { auditCheckpoint } = await import("./commands/audit-commands.ts");
      return await withContext(program, async (ctx) => await auditCheckpoint(ctx, { print, complain }));
    }
    case "token create": {
      const { createToken } = await import("./commands/create-token.ts");
      return await withContext(program, async (ctx) => {
        await createToken(ctx, command, { print, tell: complain });
        return 0;
      });
    }
  }
}

async function untilEnd(running: Running, log: Logger): Promise<number> {
  log.info({ address: running.address }, "serving");
  const stopped = untilStopped().then(async () => {
    await Promise.race([running.drain(), running.databaseLost]);
    return 0;
  });
  const lost = running.databaseLost.then(() => {
    complain("The embedded database has ended by itself, so Purser ends as well.");
    return 1;
  });
  const code = await Promise.race([stopped, lost]);
  await running[Symbol.asyncDispose]();
  return code;
}

async function migrate(config: Config, program: Program): Promise<number> {
  // An embedded one migrates as it opens.
  if (config.databaseUrl === null) return await withContext(program, async () => 0, { beside: false });
  const { applied } = await migrateToLatest(config.databaseUrl);
  print(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
  return 0;
}

/** What the launcher did before, as `[["install", 20000], ...]` in milliseconds. */
function launchTimings(): [string, number][] {
  const text = process.env.PURSER_LAUNCH_TIMINGS;
  return text === undefined ? [] : (JSON.parse(text) as [string, number][]); // the launcher's own format
}

process.exitCode = await main().catch((error: unknown) => explainError(error, complain));
