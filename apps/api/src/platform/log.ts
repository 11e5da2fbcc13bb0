import { type DestinationStream, type Logger as PinoLogger, pino, stdSerializers } from "pino";

export type Logger = PinoLogger;

/** Lines are written together once they come to so much, and so often at the least: a system call for each costs more than making it. */
const TOGETHER_BYTES = 4_096;
const TOGETHER_MILLISECONDS = 100;

/** Where lines go: a file, or the standard output. All have been written when the program ends, unless it is killed. */
export function logFile(dest: string | number = process.stdout.fd): DestinationStream {
  return pino.destination({ dest, minLength: TOGETHER_BYTES, periodicFlush: TOGETHER_MILLISECONDS, sync: false });
}

/**
 * Structured logs, one JSON object a line. Bodies are never given to it, and what could carry a secret is struck out
 * wherever it stands.
 */
export function createLog({
  level,
  destination = logFile(),
}: {
  level: string;
  destination?: DestinationStream;
}): Logger {
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    serializers: { err: describeError },
    redact: {
      paths: [
        "authorization",
        "cookie",
        "password",
        "*.authorization",
        "*.cookie",
        "*.password",
        "*.token",
        "*.secret",
      ],
      censor: "[redacted]",
    },
  };
  return pino(options, destination);
}

/** An error without the connection that pg hangs on it: what was being asked may hold what nobody may read. */
function describeError(error: Error): object {
  const { client: _, ...facts } = stdSerializers.err(error);
  return facts;
}
