import type { AuditRecord } from "@purser/contract/schemas";
import type { ComponentType, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AccountLink, BatchLink, PersonLink, RateCardLink, ReceiptLink, RunLink } from "../../ui/record-link.tsx";

type RecordLink = ComponentType<{ readonly id: string; readonly children: ReactNode }>;

/** What has a page of its own, by what records of changes and of refused calls name it. */
const PAGES: Readonly<Record<string, RecordLink>> = {
  receipt: ReceiptLink,
  billing_account: AccountLink,
  account: AccountLink,
  usage: BatchLink,
  batch: BatchLink,
  run: RunLink,
  charge: RunLink,
  card: RateCardLink,
};

/** What records name whose person nobody knows, as one who signs in with a name that nobody has. */
const UNKNOWN = "unknown";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where a record says what people call the thing. */
const NAMES: Readonly<Record<string, string>> = {
  receipt: "number",
  usage: "source_name",
  api_token: "name",
};

/** What a record is about, by the name that people know it by where there is one, with the way to its page. */
export function RecordSubject({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslation("audit");
  const { subject, subject_type: type, subject_username: username, detail } = record;
  if (username !== null) return <PersonLink id={subject}>{username}</PersonLink>;
  if (subject === UNKNOWN) return t("subject_unknown");
  const known = (detail as Readonly<Record<string, unknown>>)[NAMES[type] ?? ""]; // an object, says the contract
  const isNamed = UUID.test(subject) && typeof known === "string" && known !== "";
  const Page = UUID.test(subject) ? PAGES[type] : undefined;
  const name = isNamed ? known : subject;
  return (
    <span className={isNamed ? undefined : "mono"}>{Page === undefined ? name : <Page id={subject}>{name}</Page>}</span>
  );
}
