import rateLimit, { type FastifyRateLimitStore, normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { CallCounts, type Count } from "./call-counts.ts";
import type { AppContext } from "./context.ts";
import { HttpError } from "./http-errors.ts";

/** How the contract (`x-rate-limit`) counts an operation; one that says nothing is `ordinary`. */
export type RateLimitClass = "none" | "ordinary" | "expensive" | "sign-in";

type Limiter = (request: FastifyRequest) => Promise<void>;

const MINUTE_MILLISECONDS = 60_000;

/** The two moments of a call at which it is counted: before anything is asked of it, and once it is known who calls. */
export interface RateLimiters {
  readonly beforeAccess: Limiter;
  readonly afterAccess: Limiter;
}

/** Limits how often an address and a caller may call, over all replicas together (`CallCounts`). */
export async function createRateLimiters(
  app: FastifyInstance,
  { db, config: { rateLimits }, log }: Pick<AppContext, "db" | "config" | "log">,
): Promise<RateLimiters> {
  const onError = (error: Error) => log.warn({ err: error }, "calls are counted by this process alone");
  const counts = new CallCounts({ pool: db.pool, onError });
  app.addHook("onClose", async () => await counts[Symbol.asyncDispose]());
  await app.register(rateLimit, { global: false, store: storeOf(counts) });
  const limits = (key: (request: FastifyRequest) => string, max: number) => limiterOf(app, key, max);
  const ofAddress = limits(addressKey("address"), rateLimits.perAddress);
  const ofSignIn = limits(addressKey("sign-in"), rateLimits.signInsPerAddress);
  const ofCaller = limits(callerKey("caller"), rateLimits.perCaller);
  const ofExpensive = limits(callerKey("expensive"), rateLimits.expensivePerCaller);
  return {
    beforeAccess: async (request) => {
      const kind = classOf(request);
      if (kind === "none") return;
      await ofAddress(request);
      if (kind === "sign-in") await ofSignIn(request);
    },
    afterAccess: async (request) => {
      if (request.actor === null) return;
      const kind = classOf(request);
      if (kind === "none") return;
      await ofCaller(request);
      if (kind === "expensive") await ofExpensive(request);
    },
  };
}

function classOf(request: FastifyRequest): RateLimitClass {
  return request.routeOptions.config.rateLimitClass ?? "ordinary";
}

/** The first 64 bits of an IPv6 address are one customer's, so that they are one address. */
function addressKey(counter: string): (request: FastifyRequest) => string {
  return ({ ip }) => `${counter}:${normalizeIP(ip)}`;
}

function callerKey(counter: string): (request: FastifyRequest) => string {
  return ({ actor }) => `${counter}:${actor?.apiToken?.id ?? actor?.id ?? "nobody"}`;
}

function limiterOf(app: FastifyInstance, keyGenerator: (request: FastifyRequest) => string, max: number): Limiter {
  if (max === 0) return async () => {};
  const check = app.createRateLimit({ keyGenerator, max, timeWindow: MINUTE_MILLISECONDS });
  return async (request) => {
    const answer = await check(request);
    if (answer.isAllowed || !answer.isExceeded) return;
    throw new HttpError("RATE_LIMITED", "throttled", { facts: { seconds: Math.max(1, answer.ttlInSeconds) } });
  };
}

/** The counts as the plugin wants them: a class of which it makes one for each limiter. All are the same counts. */
function storeOf(counts: CallCounts) {
  return class Store implements FastifyRateLimitStore {
    incr(
      key: string,
      done: (error: Error | null, result?: { current: number; ttl: number }) => void,
      _window: number,
      max: number,
    ): void {
      const tell = ({ calls, remainingMilliseconds }: Count) =>
        done(null, { current: calls, ttl: remainingMilliseconds });
      const count = counts.count(key, max);
      if (count instanceof Promise) count.then(tell, done);
      else tell(count);
    }

    child(): Store {
      return this;
    }
  };
}
