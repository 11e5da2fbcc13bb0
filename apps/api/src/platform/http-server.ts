import type { IncomingMessage } from "node:http";
import cookie from "@fastify/cookie";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { operations } from "@purser/contract/operations";
import { invariant } from "@purser/kernel/invariant";
import fastify, {
  type FastifyBaseLogger,
  type FastifyContextConfig,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { v7 as uuidv7 } from "uuid";
import type { Actor, AppContext, Client, RequestContext } from "./context.ts";
import type { Draining } from "./draining.ts";
import { onEveryServer, onFurtherServers } from "./further-servers.ts";
import { DOCS_URL, DOCUMENT_URL, installDocument } from "./http-document.ts";
import { HttpError, sendError } from "./http-errors.ts";
import { installValidation } from "./http-validation.ts";
import { installJsonBodies } from "./json-body.ts";
import type { Logger } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import { createRateLimiters, type RateLimitClass, type RateLimiters } from "./rate-limits.ts";
import { refuseAddress, refuseConnection, refuseExpectation, requireOneHost } from "./raw-refusals.ts";
import { requireSecondStep } from "./second-step.ts";
import { installSecurityHeaders } from "./security-headers.ts";
import { installSlowClientCuts } from "./slow-clients.ts";
import { requireScope } from "./token-scope.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    operationId?: string;
    successStatus?: number;
    permission?: string;
    scope?: string;
    rateLimitClass?: RateLimitClass;
    fresh?: boolean;
    consumes?: readonly string[];
  }
  interface FastifyRequest {
    /** Who is calling; null only where the operation is open to everybody. */
    actor: Actor | null;
  }
}

/** Who may call is decided by the slice that knows people. */
export interface AccessControl {
  /** Whom the bearer token of a call speaks for; null where it speaks for nobody. */
  readonly authenticate: (bearer: string, origin: CallOrigin) => Promise<Actor | null>;
  readonly isAllowed: (actor: Actor, permission: string) => boolean;
  /** Whether they proved who they are recently enough for what moves money. */
  readonly isFresh: (actor: Actor) => boolean;
}

/** What is known of a call before it is known whose it is. */
export type CallOrigin = Pick<RequestContext, "requestId" | "client" | "call">;

export interface ServerOptions {
  readonly ctx: AppContext;
  readonly metrics: Metrics;
  readonly access: AccessControl;
  readonly draining?: Draining | undefined;
}

const BODY_LIMIT = 1024 * 1024;
const HEADER_LIMIT = 16 * 1024; // the address is part of it
const SANE_ID = /^[A-Za-z0-9._-]{8,100}$/;
const RAW_BODIES = ["application/octet-stream", "application/gzip", "text/plain", "text/csv"];

/**
 * The server without routes: how requests are named, checked, let in, answered, logged and counted. A route takes its
 * permission from the contract, so none can forget it.
 */
export async function createServer({ ctx, metrics, access, draining }: ServerOptions) {
  const { config, log } = ctx;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: BODY_LIMIT,
    requestTimeout: 15 * 60_000, // an upload may take a while; everything else has answered long before
    http: {
      headersTimeout: 8_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: HEADER_LIMIT,
      requireHostHeader: false, // Node would refuse with nothing but the number; `requireOneHost` says more
    },
    return503OnClosing: false, // what still comes on a connection that is open is answered
    clientErrorHandler: refuseConnection,
    frameworkErrors: refuseAddress,
    genReqId: requestId,
    childLoggerFactory: (logger) => logger, // what is logged of a request names it
    routerOptions: { maxParamLength: 500 },
    exposeHeadRoutes: false, // the contract has none
  }).withTypeProvider<TypeBoxTypeProvider>();
  onFurtherServers(app, (server) => server.on("clientError", refuseConnection));
  onEveryServer(app, (server) => server.on("checkExpectation", refuseExpectation));
  installValidation(app, { checkResponses: config.environment !== "production" });
  app.setErrorHandler(sendError);
  app.decorateRequest("actor", null);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onSend", async (_request, reply) => {
    if (draining?.begun === true) reply.header("connection", "close");
  });
  installObservation(app, { metrics, log });
  await installSecurityHeaders(app, config); // before anything that may refuse, so that refusals have them too
  app.addHook("onRequest", requireOneHost);
  installAccess(app, access, await createRateLimiters(app, ctx));
  installSlowClientCuts(app);
  installJsonBodies(app);
  // The text of an upload is streamed to where it is read; it is never held here.
  app.addContentTypeParser(RAW_BODIES, (_request, payload, done) => done(null, payload));
  await app.register(cookie);
  await installDocument(app, { withUi: config.environment !== "production" });
  return app;
}

export type Server = Awaited<ReturnType<typeof createServer>>;

/** The caller's own id where it is a sane token, else a new one. */
function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && SANE_ID.test(given) ? given : uuidv7();
}

function installAccess(app: FastifyInstance, access: AccessControl, limits: RateLimiters): void {
  app.addHook("onRoute", ({ url, config }) => {
    if (url.startsWith("/api/") && url !== DOCUMENT_URL && !url.startsWith(DOCS_URL)) assertOfContract(url, config);
  });
  app.addHook("onRequest", async (request, reply) => {
    await limits.beforeAccess(request);
    const { permission, consumes } = request.routeOptions.config;
    if (permission !== undefined && permission !== "public") await letIn(request, reply, { access, limits });
    checkMediaType(request, consumes);
  });
}

/** @throws {HttpError} where nobody calls, or somebody who may not. */
async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, limits }: { access: AccessControl; limits: RateLimiters },
): Promise<void> {
  const { operationId, permission = "", scope, fresh } = request.routeOptions.config;
  const bearer = bearerOf(request);
  const actor = bearer === undefined ? null : await access.authenticate(bearer, originOf(request));
  if (actor === null) {
    reply.header("www-authenticate", "Bearer");
    throw new HttpError("UNAUTHENTICATED", "unauthenticated");
  }
  request.actor = actor;
  await limits.afterAccess(request);
  requireScope(actor, scope, reply);
  requireSecondStep(actor, operationId);
  if (permission !== "authenticated" && !access.isAllowed(actor, permission))
    throw new HttpError("FORBIDDEN", "forbidden");
  if (fresh === true && !access.isFresh(actor)) throw new HttpError("FRESH_LOGIN_REQUIRED", "forbidden");
}

/** No route of the API goes around the contract, or asks for less than the contract does. */
function assertOfContract(url: string, config: FastifyContextConfig | undefined): void {
  const known: Readonly<Record<string, { config: { permission: string; scope: string; fresh: boolean } }>> = operations;
  const operation = known[config?.operationId ?? ""]?.config;
  invariant(operation !== undefined, `the route ${url} is of no operation of the contract`);
  invariant(operation.permission === config?.permission, `the route ${url} changes the permission of its operation`);
  invariant(
    operation.fresh === config.fresh,
    `the route ${url} changes whether its operation asks for a fresh sign-in`,
  );
  invariant(operation.scope === config.scope, `the route ${url} changes the scope of its operation`);
}

/** Refuses a body of a type that the operation does not take, before any of it is read. */
function checkMediaType(request: FastifyRequest, consumes: readonly string[] | undefined): void {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === undefined || consumes === undefined || consumes.length === 0 || consumes.includes(type)) return;
  throw Object.assign(new Error("media type"), { code: "FST_ERR_CTP_INVALID_MEDIA_TYPE" });
}

function installObservation(app: FastifyInstance, { metrics, log }: { metrics: Metrics; log: Logger }): void {
  // Its line has fields of its own, none of which may hold a secret: looking through each for one costs more than writing it.
  const calls = log.child({}, { redact: [] });
  app.addHook("onResponse", async (request, reply) => {
    const { url: route, config } = request.routeOptions;
    const operation = config?.operationId ?? "none";
    metrics.observeRequest({
      operation,
      method: request.method,
      status: reply.statusCode,
      // How long somebody has listened says nothing of how quick the program is.
      seconds: isEventStream(reply) ? null : reply.elapsedTime / 1000,
    });
    // The route, not the address: what was asked for may name people.
    calls.info(
      {
        request_id: request.id,
        operation,
        method: request.method,
        route: route ?? "none",
        status: reply.statusCode,
        latency_ms: Math.round(reply.elapsedTime * 1000) / 1000,
        actor: request.actor?.username ?? null,
        ...tokenFacts(request.actor),
      },
      "request",
    );
  });
}

function isEventStream(reply: FastifyReply): boolean {
  return String(reply.getHeader("content-type") ?? "").startsWith("text/event-stream");
}

/** Which token a call came with, where it did: its id and name, never its text. */
function tokenFacts(actor: Actor | null): object {
  const token = actor?.apiToken ?? null;
  return token === null ? {} : { api_token: { id: token.id, name: token.name } };
}

/** The context of one request, for its use case. The operation's permission has made sure of the actor. */
export function requestContext<Context extends AppContext>(
  ctx: Context,
  request: FastifyRequest,
): Context & RequestContext {
  if (request.actor === null) throw new HttpError("UNAUTHENTICATED", "unauthenticated");
  return { ...ctx, actor: request.actor, ...originOf(request) };
}

/** The token that a request came with. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? "")?.[1];
}

/** Where a request comes from and what it asks for, whoever makes it. */
export function originOf(request: FastifyRequest): CallOrigin {
  const { operationId: operation, successStatus: status } = request.routeOptions.config;
  const call = operation === undefined || status === undefined ? null : { method: request.method, operation, status };
  return { requestId: request.id, client: clientOf(request), call };
}

/** Where a call came from: a proxy's word is taken for it where `TRUST_PROXY` says so, and nobody else's. */
export function clientOf(request: FastifyRequest): Client {
  return { ip: request.ip, userAgent: request.headers["user-agent"] ?? "" };
}
