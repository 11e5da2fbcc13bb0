import type { AuditRecord } from "@purser/contract/schemas";
import type { ComponentType, ReactNode } from "react";
import { AccountLink, BatchLink, PersonLink, ReceiptLink } from "../../ui/record-link.tsx";

type RecordLink = ComponentType<{ readonly id: string; readonly children: ReactNode }>;

/** What has a page of its own. */
const PAGES: Readonly<Record<string, RecordLink>> = {
  person: PersonLink,
  receipt: ReceiptLink,
  billing_account: AccountLink,
  usage: BatchLink,
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a record says what people call the thing. */
const NAMES: Readonly<Record<string, string>> = {
  person: "username",
  receipt: "number",
  usage: "source_name",
  api_token: "name",
};

/**
 * What a record is about, by the name that people know it by where there is one, with the way to its page; what was tried
 * with a name that nobody has stays a word.
 */
export function RecordSubject({ record: { subject, subject_type: type, detail } }: { readonly record: AuditRecord }) {
  const known = (detail as Readonly<Record<string, unknown>>)[NAMES[type] ?? ""]; // an object, says the contract
  const isNamed = UUID.test(subject) && typeof known === "string" && known !== "";
  const Page = UUID.test(subject) ? PAGES[type] : undefined;
  const name = isNamed ? known : subject;
  return (
    <span className={isNamed ? undefined : "mono"}>{Page === undefined ? name : <Page id={subject}>{name}</Page>}</span>
  );
}
