import type { Config } from "../config.ts";
import type { Db } from "./db.ts";
import type { Logger } from "./log.ts";

/** What everything in the program may need. */
export interface AppContext {
  readonly db: Db;
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => Date;
}

/** The sign-in by which somebody acts. */
export interface ActorSession {
  readonly id: string;
  /** When they last proved who they are, to the second. */
  readonly signedInAt: Date;
  /** Their roles demand a second step that they have yet to set up: until then they may do nothing else. */
  readonly mfaOwed: boolean;
}

/** Where a call came from. */
export interface Client {
  readonly ip: string;
  readonly userAgent: string;
}

/** Who is acting. */
export interface Actor {
  readonly id: string;
  readonly username: string;
  /** Role names, each once; what they allow is identity's affair. */
  readonly roles: readonly string[];
  /** The same roles with what each is over; null where it is over the whole centre. */
  readonly grants: readonly Grant[];
  /** The Slurm user names whose runs are theirs. */
  readonly slurmUsers: readonly string[];
  /** Null: nobody signed in for this, as for the program itself. */
  readonly session: ActorSession | null;
  /** The API token that the call came with; null: it came with a sign-in, or from the program itself. */
  readonly apiToken: ApiTokenUse | null;
}

/** What an API token adds to whoever it speaks for: it narrows what they may do to its scopes. */
export interface ApiTokenUse {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

/** A role, and the id of the field, department or team that it is over. */
export interface Grant {
  readonly role: string;
  readonly scope: string | null;
}

/** What one request, or one command, works with. */
export interface RequestContext extends AppContext {
  readonly actor: Actor;
  readonly requestId: string | null;
  readonly client: Client | null;
  /** What was called; null outside of calls. */
  readonly call: CalledOperation | null;
}

/** An operation of the contract, as it was called. */
export interface CalledOperation {
  readonly method: string;
  readonly operation: string;
  /** What HTTP answers where it succeeds. */
  readonly status: number;
}

/** The program itself, acting from its own command line: it may do everything. */
export const SYSTEM_ACTOR: Actor = {
  id: "00000000-0000-0000-0000-000000000000",
  username: "purser",
  roles: ["center_admin"],
  grants: [{ role: "center_admin", scope: null }],
  slurmUsers: [],
  apiToken: null,
  session: null,
};

/** The context of work that no request asked for. */
export function systemContext(ctx: AppContext): RequestContext {
  return { ...ctx, actor: SYSTEM_ACTOR, requestId: null, client: null, call: null };
}
