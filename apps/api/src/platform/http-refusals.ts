import { DomainError } from "@purser/kernel/domain-error";
import type { FastifyInstance } from "fastify";
import type { Actor, RequestContext } from "./context.ts";
import { originOf } from "./http-server.ts";

/** A call of somebody signed in that would have changed something and was refused. */
export interface RefusedCall extends Pick<RequestContext, "requestId" | "client"> {
  readonly actor: Actor;
  readonly call: NonNullable<RequestContext["call"]>;
  /** The ErrorCode of the contract. */
  readonly code: string;
  /** What the address names, such as `receipt_id`. */
  readonly params: Readonly<Record<string, string>>;
}

const STATUS = { forbidden: 403, conflict: 409 } as const;

/** Tells of each call that would have changed something and was refused for want of the right or by the state of things. */
export function onRefusedCall(app: FastifyInstance, tell: (refused: RefusedCall) => Promise<void>): void {
  app.addHook("onError", async (request, _reply, error: Error) => {
    const { actor, method } = request;
    if (actor === null || method === "GET" || !(error instanceof DomainError)) return;
    const { requestId, client, call } = originOf(request);
    if (call === null || (error.kind !== "forbidden" && error.kind !== "conflict")) return;
    const params = request.params as Readonly<Record<string, string>>; // Fastify's own parts of the address
    const refused = { ...call, status: STATUS[error.kind] };
    await tell({ requestId, client, actor, call: refused, code: error.code, params }).catch((fault: unknown) =>
      request.log.error({ request_id: requestId, err: fault }, "a refused call could not be recorded"),
    );
  });
}
