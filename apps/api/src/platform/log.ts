import { type DestinationStream, type Logger as PinoLogger, pino, stdSerializers } from "pino";

export type Logger = PinoLogger;

/**
 * Structured logs, one JSON object a line. Bodies are never given to it, and what could carry a secret is struck out
 * wherever it stands.
 */
export function createLog({ level, destination }: { level: string; destination?: DestinationStream }): Logger {
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
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error without the connection that pg hangs on it: what was being asked may hold what nobody may read. */
function describeError(error: Error): object {
  const { client: _, ...facts } = stdSerializers.err(error);
  return facts;
}
