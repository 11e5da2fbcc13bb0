import type { CreatePersonRequest, GiveGrantRequest, UpdatePersonRequest } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../api/client.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import type { PeopleSearch } from "./people-search.ts";

export function useListPeople(search: PeopleSearch) {
  return useInfiniteQuery(operationPages("listPeople", { query: { ...search, limit: 100 } }));
}

export function useGetPerson(personId: string) {
  return useQuery(operationQuery("getPerson", { params: { person_id: personId } }));
}

export function useListGrants(personId: string) {
  return useInfiniteQuery(operationPages("listGrants", { params: { person_id: personId } }));
}

/** The last few things that were done to a person; the whole of it is on the page of the audit trail. */
export function usePersonEvents(personId: string) {
  return useQuery(operationQuery("listAuditRecords", { query: { subject: personId, limit: 10 } }));
}

function useForgetPeople() {
  const client = useQueryClient();
  const keys = ["listPeople", "getPerson", "listGrants", "listAuditRecords"] as const;
  return () => Promise.all(keys.map((id) => client.invalidateQueries({ queryKey: operationKey(id) })));
}

export function useCreatePerson() {
  const forget = useForgetPeople();
  return useMutation({ mutationFn: (body: CreatePersonRequest) => call("createPerson", { body }), onSuccess: forget });
}

export function useUpdatePerson(personId: string) {
  const forget = useForgetPeople();
  return useMutation({
    mutationFn: (body: UpdatePersonRequest) => call("updatePerson", { params: { person_id: personId }, body }),
    onSuccess: forget,
  });
}

export function useGiveGrant() {
  const forget = useForgetPeople();
  return useMutation({ mutationFn: (body: GiveGrantRequest) => call("giveGrant", { body }), onSuccess: forget });
}

export function useRevokeGrant() {
  const forget = useForgetPeople();
  return useMutation({
    mutationFn: (grantId: string) => call("revokeGrant", { params: { grant_id: grantId } }),
    onSuccess: forget,
  });
}
