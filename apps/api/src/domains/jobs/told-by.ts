import { v7 as uuidv7 } from "uuid";
import type { RequestContext } from "../../platform/context.ts";
import type { Teller } from "./offered-event.ts";

interface Call {
  readonly request: { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
  readonly reply: { readonly headers: (values: Record<string, string>) => unknown };
}

/** What is kept with a change of a run: the headers of its call, or what stands for them. They go back with the answer. */
export function tellerOf(
  ctx: Pick<RequestContext, "actor" | "client">,
  { request, reply }: Call,
  usualSource: string,
): Teller {
  const text = (name: string, usual: string) => {
    const value = request.headers[name];
    return typeof value === "string" ? value : usual;
  };
  const changedBy = text("x-changed-by", ctx.actor.username);
  const source = text("x-source", usualSource);
  const correlationId = text("x-correlation-id", uuidv7());
  reply.headers({ "x-changed-by": changedBy, "x-source": source, "x-correlation-id": correlationId });
  return { actor: ctx.actor, client: ctx.client, changedBy, source, correlationId };
}
