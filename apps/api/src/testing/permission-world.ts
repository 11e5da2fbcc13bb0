import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { signAccessToken } from "../domains/identity/core/access-token.ts";
import { ROLES, type Role, SCOPED_ROLES } from "../domains/identity/core/permissions.ts";
import { createPerson } from "../domains/identity/create-person.ts";
import { syncCluster } from "../domains/inventory/sync-cluster.ts";
import { insertPull } from "../domains/usage/pulls.queries.ts";
import { type Grant, SYSTEM_ACTOR, systemContext } from "../platform/context.ts";
import { transact } from "../platform/db.ts";
import { type ContractApp, startContractApp } from "./contract-app.ts";
import { examplePicture, examplePicturedNode, exampleQueuedJob, ScriptedLook } from "./example-picture.ts";
import { ScriptedSource } from "./scripted-source.ts";
import { OWN_SCOPE, PASSWORD_HASH, type SignedIn, signInAs } from "./tokens.ts";
import { sacctRun, sacctText, upload } from "./usage-api.ts";

/** Whether a call is about the caller's own data, or their scope's, or about somebody else's. */
export type Side = "own" | "foreign";

/** A person of each role, one without any, and one who is not signed in. */
export type Caller = Role | "none" | "nobody";

export const CALLERS: readonly Caller[] = [...ROLES, "none", "nobody"];

/** What the parameters of a path stand for, as far as it is read. */
export type PathIds = Readonly<Record<string, string>>;

/** Makes what an id names, for one call. */
type MakeId = (side: Side, caller: Caller, before: PathIds) => Promise<string | undefined>;

/** A centre with data of two Slurm users, `owner`, who is every caller's, and `stranger`, who is nobody's. */
export interface PermissionWorld extends AsyncDisposable {
  readonly app: ContractApp;
  readonly as: Readonly<Record<Exclude<Caller, "nobody">, SignedIn>>;
  /** The id that a parameter of a path stands for, after the ids that stand before it; undefined: this world knows no such thing. */
  readonly idFor: (parameter: string, side: Side, caller: Caller, before: PathIds) => Promise<string | undefined>;
  /** A body where one made from the contract alone would not reach what is to be tested. */
  readonly bodyFor: (operationId: string, side: Side, caller: Caller) => Promise<object | undefined>;
  /** The ids of what is there and stays: everything that a list may show. */
  readonly markers: Readonly<Record<Side, readonly string[]>>;
}

const USERS = { own: "owner", foreign: "stranger" } as const;
const SCOPES = { own: OWN_SCOPE, foreign: "another-scope" } as const;

/** A cluster that is pulled from, though nobody does. */
const LOTUS = {
  ...{ cluster: "lotus", timeZone: "UTC", everySeconds: 300, overlapSeconds: 3_600, since: null },
  sources: [new ScriptedSource()],
};

/** The only one that the cluster has. */
const NODE = "c1";

export async function startPermissionWorld(): Promise<PermissionWorld> {
  const app = await startContractApp({ sources: [LOTUS] });
  const as = await signInCast(app);
  const stored = await storeRecords(app);
  await lookAtLotus(app, stored);
  const over = (scope: string) => SCOPED_ROLES.map((role) => ({ role, scope }));
  // By their names they are on the first page of people, however many targets calls make.
  const people = {
    own: await addTarget(app, over(SCOPES.own), "0-own"),
    foreign: await addTarget(app, over(SCOPES.foreign), "0-foreign"),
  };
  const sessionOwner = (side: Side, caller: Caller) =>
    side === "own" && caller !== "nobody" ? as[caller].actor.id : people.foreign.id;
  const target = async (side: Side, caller: Caller) => {
    const role = SCOPED_ROLES.find((each) => each === caller) ?? "team_lead";
    return await addTarget(app, [{ role, scope: SCOPES[side] }]);
  };
  const makers: Readonly<Record<string, MakeId>> = {
    person_id: async (side, caller) => (await target(side, caller)).id,
    grant_id: async (side, caller) => (await target(side, caller)).grantId,
    session_id: async (side, caller, { person_id: personId }) =>
      await addSession(app, personId ?? sessionOwner(side, caller)),
    binding_id: async () => await addBinding(app, stored.own.account_id ?? ""),
    lock_id: async () => await addLock(app),
    pull_id: async () => await addPull(app),
    token_id: async (side, caller) => await addToken(app, sessionOwner(side, caller)),
  };
  return {
    app,
    as,
    markers: {
      own: [...Object.values(stored.own), people.own.id],
      foreign: [...Object.values(stored.foreign), people.foreign.id],
    },
    // What calls may change is made anew for each.
    idFor: async (parameter, side, caller, before) =>
      (await makers[parameter]?.(side, caller, before)) ?? stored[side][parameter] ?? stored.shared[parameter],
    bodyFor: async (operationId, side, caller) => {
      if (operationId === "decideBilledChange")
        return { batch_id: stored.shared.correction_id, outcome: "acknowledged", note: "seen" };
      if (operationId === "requestUsagePull") return { cluster: LOTUS.cluster };
      if (operationId === "changeJob") return { name: "renamed" };
      if (operationId === "issueReceipts") return { month: "2026-03" };
      if (operationId !== "giveGrant") return undefined;
      const { username } = await addTarget(app, []);
      const role = SCOPED_ROLES.find((each) => each === caller) ?? "field_admin";
      return { username, role, scope: SCOPES[side] };
    },
    [Symbol.asyncDispose]: async () => await app[Symbol.asyncDispose](),
  };
}

async function signInCast(app: ContractApp): Promise<PermissionWorld["as"]> {
  const entries: [string, SignedIn][] = [];
  for (const role of ROLES) {
    const username = `cast-${role.replace("_", "-")}`;
    entries.push([role, await signInAs(app.ctx, role, { username, slurmUsers: [USERS.own], scope: SCOPES.own })]);
  }
  const { id, username } = await addTarget(app, []);
  const session = { id: uuidv7(), signedInAt: app.ctx.now(), generation: 1, mfaOwed: false };
  const actor = { id, username, roles: [], grants: [], slurmUsers: [USERS.own], session, apiToken: null };
  const token = signAccessToken(actor, app.ctx.config.jwtKeys[0], app.ctx.now());
  entries.push(["none", { actor, token, headers: { authorization: `Bearer ${token}` } }]);
  return Object.fromEntries(entries) as PermissionWorld["as"]; // one entry for each of ROLES, and none
}

interface Target {
  readonly id: string;
  readonly username: string;
  /** The first of their grants. */
  readonly grantId: string | undefined;
}

async function addTarget(
  app: ContractApp,
  grants: readonly (Grant & { readonly role: Role })[],
  username = `target-${uuidv7().slice(9, 36)}`,
): Promise<Target> {
  const person = { username, displayName: username, grants, passwordHash: PASSWORD_HASH, slurmUsers: [] };
  await transact(app.ctx.db, async (tx) => {
    await createPerson(tx, { config: app.ctx.config, actor: SYSTEM_ACTOR, requestId: null }, person);
  });
  const { rows } = await app.ctx.db.pool.query<{ id: string; grant_id: string | null }>(
    `select p.id, g.id as grant_id from identity.person p left join identity.role_grant g on g.person_id = p.id
     where p.username = $1 order by g.id limit 1`,
    [username],
  );
  return { id: rows[0]?.id ?? "", username, grantId: rows[0]?.grant_id ?? undefined };
}

async function addSession(app: ContractApp, personId: string): Promise<string> {
  const id = uuidv7();
  await app.ctx.db.pool.query(
    `insert into identity.session (id, person_id, started_at, authenticated_at, last_used_at, expires_at, ends_at, address, user_agent)
     values ($1, $2, now(), now(), now(), now() + interval '1 hour', now() + interval '1 day', 'unknown', '')`,
    [id, personId],
  );
  return id;
}

async function addToken(app: ContractApp, personId: string): Promise<string> {
  const id = uuidv7();
  await app.ctx.db.pool.query(
    `insert into identity.api_token (id, person_id, name, token_hash, scopes, created_at, created_by, expires_at)
     values ($1, $2, 'test', $3, '{runs:read}', now(), 'test', now() + interval '1 hour')`,
    [id, personId, randomBytes(32)],
  );
  return id;
}

/** A binding of its own of an account that has no runs. */
async function addBinding(app: ContractApp, accountId: string): Promise<string> {
  const id = uuidv7();
  await app.ctx.db.pool.query(
    `insert into organisation.binding (id, cluster_id, slurm_account, account_id, valid_from, created_at, created_by)
     select $1::uuid, c.id, 'bound-' || $1::text, $2, now(), now(), 'test' from inventory.cluster c limit 1`,
    [id, accountId],
  );
  return id;
}

async function addLock(app: ContractApp): Promise<string> {
  const id = uuidv7();
  await app.ctx.db.pool.query(
    `insert into identity.sign_in_throttle (pair_hash, id, address, failed_at, pending_at, locked_until)
     values ($2, $1, 'unknown', '{}', '{}', now() + interval '1 hour')`,
    [id, randomBytes(32)],
  );
  return id;
}

/** A pull that waits. */
async function addPull(app: ContractApp): Promise<string> {
  const id = uuidv7();
  await transact(app.ctx.db, async (tx) => {
    await insertPull(tx, { id, cluster: LOTUS.cluster, kind: "backfill", from: 1, to: 86_400, requestedBy: "test" });
  });
  return id;
}

/** A picture of the cluster: one node, and a waiting job of each user, named as a marker is. */
async function lookAtLotus(app: ContractApp, stored: Readonly<Record<Side, Ids>>): Promise<void> {
  const look = new ScriptedLook();
  const queuedJobs = (["own", "foreign"] as const).map((side, index) =>
    exampleQueuedJob({ job_id: index + 1, user: USERS[side], name: stored[side].run_id ?? "" }),
  );
  look.answer = { picture: examplePicture({ nodes: [examplePicturedNode({ name: NODE })], queuedJobs }) };
  const lotus = { cluster: LOTUS.cluster, timeZone: null, sources: [look] };
  await syncCluster(systemContext(app.ctx), lotus, 0, new AbortController().signal);
}

type Ids = Readonly<Record<string, string>>;

/** Two runs and their receipts, one of each user, corrected since they were billed, with everything they hang on. */
async function storeRecords(app: ContractApp): Promise<Readonly<Record<Side | "shared", Ids>>> {
  const runs = Object.values(USERS).map((User, index) => sacctRun(index + 1, { User, State: "COMPLETED" }));
  const headers = app.as.finance.headers;
  const batch = await upload(app, sacctText(runs));
  const issue = { method: "POST", url: "/api/v1/receipts", headers, payload: { month: "2026-03" } } as const;
  if ((await app.inject(issue)).statusCode >= 300) throw new Error("no receipts were issued");
  const live = { own: await addLiveRun(app, USERS.own, 101), foreign: await addLiveRun(app, USERS.foreign, 102) };
  const list = async (path: string): Promise<Record<string, string>[]> =>
    (await app.inject({ url: `/api/v1/${path}`, headers })).json().data;
  const [listedRuns, accounts, receipts] = [await list("runs"), await list("billing-accounts"), await list("receipts")];
  const of = (side: Side): Ids => {
    const user = USERS[side];
    const account = accounts.find((each) => each.slurm_user === user);
    const receipt = receipts.find((each) => each.account_id === account?.id);
    const run = listedRuns.find((each) => each.user === user && each.state === "completed");
    const ids = { run_id: run?.run_id ?? "none", receipt_id: idOf(receipt), account_id: idOf(account) };
    return { ...ids, live_run_id: live[side] };
  };
  const [card] = await list("rate-cards");
  const correction = await upload(app, sacctText(runs.map((run) => ({ ...run, AllocTRES: "cpu=4,mem=1G,node=1" }))));
  const shared = {
    cluster: LOTUS.cluster,
    name: NODE,
    batch_id: batch.json().id,
    card_id: idOf(card),
    correction_id: correction.json().id,
  };
  return { own: of("own"), foreign: of("foreign"), shared };
}

/** A run that is under way. */
async function addLiveRun(app: ContractApp, user: string, jobId: number): Promise<string> {
  const payload = { cluster: "lotus", job_id: jobId, user, nodes: ["c1"] };
  const { headers } = app.as.center_admin;
  return (await app.inject({ method: "POST", url: "/api/v1/jobs", headers, payload })).json().run_id;
}

function idOf(record: Readonly<Record<string, string>> | undefined): string {
  if (record?.id === undefined) throw new Error("a record of the test is missing");
  return record.id;
}
