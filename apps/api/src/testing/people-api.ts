import { sql } from "kysely";
import { type ContractApp, startContractApp } from "./contract-app.ts";
import type { SignedIn } from "./tokens.ts";

export interface PeopleApi extends ContractApp {
  readonly admin: SignedIn;
  readonly call: (who: SignedIn, method: "GET" | "POST" | "PATCH", path: string, payload?: object) => Injected;
  /** Adds somebody and says what the API answers of them. */
  readonly added: (username: string, extra?: object) => Promise<{ readonly id: string; readonly grants: object[] }>;
  /** The id of somebody's live grant. */
  readonly grantOf: (username: string, role: string) => Promise<string>;
  readonly revokeRole: (username: string, role: string, who?: SignedIn) => Injected;
  readonly lastEvent: (subject: string) => Promise<AuditedEvent | undefined>;
}

type Injected = ReturnType<ContractApp["inject"]>;

interface AuditedEvent {
  readonly action: string;
  readonly actor_name: string;
  readonly detail: object;
}

interface Answer {
  readonly statusCode: number;
  readonly json: () => { readonly error?: { readonly code: string } };
}

/** The program with what tests of people and grants do again and again, as `admin` where they do not say as whom. */
export async function startPeopleApi(): Promise<PeopleApi> {
  const app = await startContractApp();
  const admin = app.as.center_admin;

  const call = async (who: SignedIn, method: "GET" | "POST" | "PATCH", path: string, payload?: object) => {
    const url = `/api/v1${path}`;
    return await app.inject({ method, url, headers: who.headers, ...(payload && { payload }) });
  };
  const grantOf = async (username: string, role: string): Promise<string> => {
    const { rows } = await sql<{ id: string }>`
      select g.id from identity.role_grant g join identity.person p on p.id = g.person_id
      where p.username = ${username} and g.role = ${role} and g.revoked_at is null`.execute(app.ctx.db);
    return rows[0]?.id ?? "none";
  };
  return {
    ...app,
    admin,
    call,
    grantOf,
    added: async (username: string, extra: object = {}) => {
      const answer = await call(admin, "POST", "/people", { username, display_name: "สมหญิง รักเรียน", ...extra });
      if (answer.statusCode !== 201) throw new Error(answer.body);
      return answer.json();
    },
    revokeRole: async (username: string, role: string, who: SignedIn = admin) =>
      await call(who, "POST", `/grants/${await grantOf(username, role)}/revocation`),
    lastEvent: async (subject: string) => {
      const { rows } = await sql<AuditedEvent>`
        select action, actor_name, detail from audit.record where subject = ${subject} order by id desc limit 1`.execute(
        app.ctx.db,
      );
      return rows[0];
    },
  };
}

/** The status of an answer and, where it is a refusal, its code. */
export function outcomeOf(answer: Answer): [number, string | undefined] {
  return [answer.statusCode, answer.json().error?.code];
}
