import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "../../api/client.ts";
import { operationKey, operationPages } from "../../api/operation-query.ts";
import { forgetSession } from "../../api/session.ts";

export function useListOwnSessions() {
  return useInfiniteQuery(operationPages("listOwnSessions"));
}

/** Ends another of one's own sessions. */
export function useEndOwnSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send("endOwnSession", { params: { session_id: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: operationKey("listOwnSessions") }),
  });
}

/** Ends all of one's sessions; this one is over as well. */
export function useSignOutEverywhere() {
  return useMutation({ mutationFn: () => send("signOutEverywhere"), onSuccess: () => forgetSession() });
}

export function useListPersonSessions(personId: string) {
  return useInfiniteQuery(operationPages("listPersonSessions", { params: { person_id: personId } }));
}

/** What is shown of somebody's sessions, and of their ends in the audit log. */
function useSessionsChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      (["listPersonSessions", "listOwnSessions", "listAuditRecords"] as const).map((id) =>
        client.invalidateQueries({ queryKey: operationKey(id) }),
      ),
    );
}

/** Ends a session of somebody, as an administrator. */
export function useEndPersonSession(personId: string) {
  const onSettled = useSessionsChanged();
  return useMutation({
    mutationFn: (id: string) => send("endPersonSession", { params: { person_id: personId, session_id: id } }),
    onSettled,
  });
}

/** Signs somebody out wherever they are signed in, as an administrator. */
export function useSignOutPerson(personId: string) {
  const onSettled = useSessionsChanged();
  return useMutation({
    mutationFn: () => send("signOutPerson", { params: { person_id: personId } }),
    onSettled,
  });
}

export function useListSignInLocks() {
  return useInfiniteQuery({ ...operationPages("listSignInLocks"), refetchInterval: 30_000 });
}

export function useLiftSignInLock() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send("liftSignInLock", { params: { lock_id: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: operationKey("listSignInLocks") }),
  });
}
