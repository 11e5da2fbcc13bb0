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

/** What a record is about, with the way to its page; what was tried with a name that nobody has stays a word. */
export function RecordSubject({ record: { subject, subject_type: type } }: { readonly record: AuditRecord }) {
  const Page = UUID.test(subject) ? PAGES[type] : undefined;
  return <span className="mono">{Page === undefined ? subject : <Page id={subject}>{subject}</Page>}</span>;
}
