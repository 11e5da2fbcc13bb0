import type { IncomingMessage, ServerResponse } from "node:http";
import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import helmet, { type HelmetOptions } from "helmet";
import type { Config } from "../config.ts";

/** What a page of ours has no use for. */
const UNUSED_FEATURES = [
  ...["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media"],
  ...["fullscreen", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone"],
  ...["midi", "payment", "picture-in-picture", "screen-wake-lock", "serial", "sync-xhr", "usb", "xr-spatial-tracking"],
];
const PERMISSIONS_POLICY = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(", ");

/** Headers by which browsers defend our pages and answers, on every answer there is, refusals among them. */
export async function installSecurityHeaders(app: FastifyInstance, config: Config): Promise<void> {
  const headers = { ...headersOf(helmetOptions(config)), "permissions-policy": PERMISSIONS_POLICY };
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(headers);
    // What the API says is the caller's alone: no cache on the way keeps it unless the route says otherwise.
    if (request.url.startsWith("/api/")) reply.header("cache-control", "no-store");
  });
  if (config.corsOrigins.length === 0) return;
  // Bearer tokens only: the cookie of a session is never sent along from elsewhere.
  await app.register(cors, {
    origin: [...config.corsOrigins],
    credentials: false,
    methods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowedHeaders: ["authorization", "content-type", "accept", "accept-language", "idempotency-key", "x-request-id"],
    exposedHeaders: ["x-request-id", "retry-after", "content-disposition"],
    maxAge: 600,
  });
}

/** What Helmet sets. It is the same on every answer: made once, since making it costs more than many a request. */
function headersOf(options: HelmetOptions): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => {}, // one that we never send
  };
  // Of request and response Helmet uses no more than this.
  helmet(options)({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error !== undefined) throw error;
  });
  return headers;
}

function helmetOptions({ environment }: Config): HelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Mantine sets sizes and colours by style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        frameSrc: ["'self'", "blob:"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: environment === "production" ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: "same-origin" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  };
}
