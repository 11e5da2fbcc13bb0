import { ownProgram } from "./own-program.ts";
import { passwordOf } from "./visit.ts";

export interface Newcomer {
  readonly id: string;
  readonly username: string;
  readonly password: string;
}

/** Adds somebody with roles and a password of their own by the API, for journeys that begin later than that. */
export async function addNewcomer(username: string, roles: readonly string[]): Promise<Newcomer> {
  const { access_token: token } = await post("/auth/login", { username: "admin", password: passwordOf("admin") });
  const { id = "" } = await post("/people", { username, display_name: username }, token);
  for (const role of roles) await post("/grants", { username, role }, token);
  const { path = "" } = await post(`/people/${id}/password-reset`, undefined, token);
  const password = "durian mango rambutan";
  await post("/auth/password-reset", { token: path.split("#token=")[1] ?? "", new_password: password });
  return { id, username, password };
}

async function post(path: string, body?: object, token?: string): Promise<Record<string, string>> {
  const answer = await fetch(`${ownProgram().address}/api/v1${path}`, {
    method: "POST",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return text === "" ? {} : JSON.parse(text);
}
