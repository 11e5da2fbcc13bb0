import type { AppContext, CalledOperation, Client } from "../../platform/context.ts";

/** A call of someone who has not proven yet who they are. */
export interface AnonymousContext extends AppContext {
  readonly requestId: string | null;
  readonly client: Client | null;
  readonly call: CalledOperation | null;
}

/** Who acts where nobody has proven to be anybody. */
export const ANONYMOUS = { id: null, username: "anonymous" } as const;
