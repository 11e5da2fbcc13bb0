import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, send } from "../../api/client.ts";
import { operationKey, operationQuery } from "../../api/operation-query.ts";
import { refreshSession } from "../../api/session.ts";

export function useGetMfa() {
  return useQuery(operationQuery("getMfa"));
}

/**
 * What the person may do and where their second step stands both change with it; also what no page shows is asked anew.
 * The token in hand says what was before and is believed for up to a second more, so it is traded first.
 */
export function useMfaChanged() {
  const client = useQueryClient();
  return async () => {
    await refreshSession().catch(() => false); // what stands in the way comes up again, and is shown, with the calls below
    await Promise.all(
      (["getMfa", "getMe", "listOwnSessions"] as const).map((id) =>
        client.invalidateQueries({ queryKey: operationKey(id), refetchType: "all" }),
      ),
    );
  };
}

/** Asks for a secret; whoever has an app already gives a code of it. */
export function useStartTotp() {
  return useMutation({
    mutationFn: (code: string | null) => call("startTotp", { body: code === null ? {} : { code } }),
    gcTime: 0, // a secret is not kept longer than it is shown
  });
}

/** Proves that the app has the secret; the lists that show the second step are renewed once the codes are put away. */
export function useConfirmTotp() {
  return useMutation({ mutationFn: (code: string) => call("confirmTotp", { body: { code } }), gcTime: 0 });
}

export function useRenewRecoveryCodes() {
  return useMutation({ mutationFn: (code: string) => call("renewRecoveryCodes", { body: { code } }), gcTime: 0 });
}

export function useDisableMfa() {
  const onSuccess = useMfaChanged();
  return useMutation({ mutationFn: (code: string) => send("disableMfa", { body: { code } }), onSuccess });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { current: string; next: string }) =>
      send("changePassword", { body: { current_password: given.current, new_password: given.next } }),
    onSuccess: () => client.invalidateQueries({ queryKey: operationKey("listOwnSessions") }),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (given: { token: string; next: string }) =>
      send("resetPassword", { body: { token: given.token, new_password: given.next } }),
  });
}

export function useIssuePasswordReset(personId: string) {
  return useMutation({
    mutationFn: () => call("issuePasswordReset", { params: { person_id: personId } }),
    gcTime: 0,
  });
}

export function useGetPersonMfa(personId: string) {
  return useQuery(operationQuery("getPersonMfa", { params: { person_id: personId } }));
}

/** Takes somebody's second step away; their sessions end with it. */
export function useRemoveMfa(personId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => send("removeMfa", { params: { person_id: personId } }),
    onSettled: () =>
      Promise.all(
        (["getPersonMfa", "listPersonSessions", "listAuditRecords"] as const).map((id) =>
          client.invalidateQueries({ queryKey: operationKey(id) }),
        ),
      ),
  });
}
