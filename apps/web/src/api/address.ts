import { type OperationTypes, operationAddresses } from "@purser/contract/operation-types";

export type OperationId = keyof OperationTypes;

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** Method and address of an operation, with its path parameters and query filled in; an undefined value is left out. */
export function addressOf(id: OperationId, { params = {}, query = {} }: CallInput): { method: string; url: string } {
  const [method, template] = operationAddresses[id];
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return { method, url: text === "" ? path : `${path}?${text}` };
}
