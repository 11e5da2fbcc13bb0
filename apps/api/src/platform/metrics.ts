import type pg from "pg";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

interface FinishedRequest {
  readonly operation: string;
  readonly method: string;
  readonly status: number;
  readonly seconds: number | null;
}

export interface Metrics {
  readonly registry: Registry;
  /** All figures in the exposition format, encoded: those of the registry, then those that are kept as they are shown. */
  readonly exposition: () => Promise<Buffer>;
  /** Adds figures that are kept as they are shown, each family of series once. */
  readonly addKept: (read: () => Promise<Buffer>) => void;
  /**
   * Counts a finished request. `operation` is an operationId or `none`: labels never name a person or a record. `seconds` is null where
   * its time is none of ours.
   */
  readonly observeRequest: (request: FinishedRequest) => void;
}

/** The program's figures, in a registry of its own so that two programs in one process (tests) do not meet. */
export function createMetrics({ pool, version }: { pool: pg.Pool; version: string }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests answered.",
    labelNames: ["operation", "method", "status"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from the request's arrival to the end of its answer.",
    labelNames: ["operation"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  new Gauge({
    name: "database_pool_connections",
    help: "Connections of the database pool by what they are doing; waiting counts requests for one.",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      this.set({ state: "idle" }, pool.idleCount);
      this.set({ state: "busy" }, pool.totalCount - pool.idleCount);
      this.set({ state: "waiting" }, pool.waitingCount);
    },
  });
  new Gauge({
    name: "purser_build_info",
    help: "Always 1; the label says which version this is.",
    labelNames: ["version", "node"],
    registers: [registry],
  }).set({ version, node: process.version }, 1);
  const countOf = remembered((labels) => requests.labels(labels));
  const timeOf = remembered((labels) => durations.labels(labels));
  const readers: (() => Promise<Buffer>)[] = [];
  return {
    registry,
    exposition: async () => {
      const kept = await Promise.all(readers.map(async (read) => await read()));
      return Buffer.concat([Buffer.from(await registry.metrics()), ...kept]);
    },
    addKept: (read) => readers.push(read),
    observeRequest: ({ operation, method, status, seconds }) => {
      countOf(`${operation} ${method} ${status}`, { operation, method, status: String(status) }).inc();
      if (seconds !== null) timeOf(operation, { operation }).observe(seconds);
    },
  };
}

/** Looks a series up once: the library finds it by its labels anew each time, which costs more than to count. */
function remembered<Series>(find: (labels: Record<string, string>) => Series) {
  const known = new Map<string, Series>();
  return (key: string, labels: Record<string, string>): Series => {
    const series = known.get(key) ?? find(labels);
    known.set(key, series);
    return series;
  };
}
