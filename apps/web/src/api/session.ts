import type { TokenAnswer } from "@purser/contract/schemas";
import { ApiError, refusalOf } from "./api-error.ts";

/** A token is traded for the next one this long before it ends. */
const REFRESH_AHEAD_MS = 60_000;
const LOCK = "purser.session";
/** Says that this browser holds a refresh cookie, which scripts cannot see; the tokens themselves are never stored. */
const HINT = "purser.signed_in";

let token: { value: string; endsAt: number } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let refreshing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(LOCK);

channel?.addEventListener("message", () => endHere());

/** The access token of this tab, held in memory only. */
export function accessToken(): string | null {
  return token?.value ?? null;
}

/** Calls `listener` when the session ends, here or in another tab. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(HINT, "1");
    else localStorage.removeItem(HINT);
  } catch {
    // Without storage the session is not restored after a reload; all else works.
  }
}

function hinted(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return true;
  }
}

function take(answer: TokenAnswer): void {
  token = { value: answer.access_token, endsAt: Date.now() + answer.expires_in * 1000 };
  remember(true);
  clearTimeout(timer);
  timer = setTimeout(() => void refreshSession(), Math.max(answer.expires_in * 1000 - REFRESH_AHEAD_MS, 1000));
}

function endHere(): void {
  const had = token !== null;
  token = null;
  clearTimeout(timer);
  if (had) for (const listener of listeners) listener();
}

async function post(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { method: "POST", credentials: "same-origin", ...init });
  } catch (cause) {
    throw new ApiError({ code: "NETWORK", status: 0, message: String(cause) });
  }
}

/**
 * Takes the second step of a sign-in with a code; `challenge` is from the details of `MFA_REQUIRED`. Throws an ApiError
 * with `MFA_CODE_WRONG`, or with `MFA_CHALLENGE_ENDED` where the password has to be given again.
 */
export async function signInWithCode(challenge: string, code: string): Promise<void> {
  await signInBy("/api/v1/auth/login/mfa", { challenge, code });
}

/**
 * Signs in; throws an ApiError with `INVALID_CREDENTIALS` where name and password do not belong together, and with
 * `MFA_REQUIRED` where a code is still owed.
 */
export async function signIn(username: string, password: string): Promise<void> {
  await signInBy("/api/v1/auth/login", { username, password });
}

async function signInBy(path: string, body: object): Promise<void> {
  const response = await post(path, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await refusalOf(response);
  // The contract gives this operation a TokenAnswer, and the server's tests hold it to that.
  take((await response.json()) as TokenAnswer);
}

/**
 * Proves again who the person is; throws an ApiError with `INVALID_CREDENTIALS` where the password is wrong, with
 * `MFA_REQUIRED` where it is right and a code is owed as well, and with `MFA_CODE_WRONG` where the code is wrong.
 */
export async function proveAgain(password: string, code: string | null): Promise<void> {
  if (!(await ensureSession())) throw new ApiError({ code: "SESSION_ENDED", status: 401, message: "no session" });
  const response = await post("/api/v1/auth/reauthenticate", {
    headers: { "content-type": "application/json", authorization: `Bearer ${accessToken() ?? ""}` },
    body: JSON.stringify({ password, ...(code !== null && { code }) }),
  });
  if (!response.ok) throw await refusalOf(response);
  // As above: the contract gives a TokenAnswer.
  take((await response.json()) as TokenAnswer);
}

async function tradeCookie(): Promise<boolean> {
  const response = await post("/api/v1/auth/refresh", { headers: { "x-csrf-protection": "1" } });
  if (response.ok) {
    // As above: the contract gives a TokenAnswer.
    take((await response.json()) as TokenAnswer);
    return true;
  }
  if (response.status === 401) {
    remember(false);
    endHere();
    return false;
  }
  throw await refusalOf(response);
}

/**
 * Trades the refresh cookie for a new access token; false where there is no session any more.
 *
 * A refresh token may be used once, and all tabs share one cookie: a lock lets one tab at a time trade it.
 */
export function refreshSession(): Promise<boolean> {
  refreshing ??= (
    navigator.locks === undefined ? tradeCookie() : navigator.locks.request(LOCK, () => tradeCookie())
  ).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

/** True where there is a usable token, restoring the session of an earlier visit if need be. */
export async function ensureSession(): Promise<boolean> {
  if (token !== null && token.endsAt > Date.now()) return true;
  return hinted() ? await refreshSession() : false;
}

/** The server has ended the session: forgets it here and in every other tab. */
export function forgetSession(): void {
  remember(false);
  channel?.postMessage("ended");
  endHere();
}

/** Ends the session here, on the server and in every other tab. */
export async function signOut(): Promise<void> {
  remember(false);
  try {
    await post("/api/v1/auth/logout", { headers: { "x-csrf-protection": "1" } });
  } finally {
    forgetSession();
  }
}
