import type { OperationTypes } from "@purser/contract/operation-types";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { OperationId } from "./address.ts";
import { call, type Input } from "./client.ts";

type Asked<Id extends OperationId> = Pick<Input<Id>, "params" | "query">;

/** The key of an operation's answers; without input, of all of them. */
export function operationKey<Id extends OperationId>(id: Id, input?: Asked<Id>): readonly unknown[] {
  return input === undefined ? [id] : [id, input];
}

/** A read of one answer, cached under its operation and what was asked. */
export function operationQuery<Id extends OperationId>(id: Id, input: Asked<Id> = {}) {
  return queryOptions({
    queryKey: operationKey(id, input),
    queryFn: ({ signal }) => call(id, { ...input, signal }),
  });
}

type ListOperation = {
  [Id in OperationId]: OperationTypes[Id]["success"] extends { next_cursor: string | null } ? Id : never;
}[OperationId];

/** A read of a list, page after page. */
export function operationPages<Id extends ListOperation>(id: Id, input: Asked<Id> = {}) {
  return infiniteQueryOptions({
    queryKey: [...operationKey(id, input), "pages"],
    initialPageParam: undefined as string | undefined, // Infers string | undefined for every later page.
    queryFn: ({ pageParam, signal }) =>
      call(id, {
        ...input,
        query: { ...input.query, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => (page as { next_cursor: string | null }).next_cursor ?? undefined, // ListOperation says so.
  });
}
