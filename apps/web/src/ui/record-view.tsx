import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "./page-header.tsx";
import { LoadingRows, RecordError } from "./states.tsx";
import { usePageTitle } from "./use-page-title.ts";

interface Props<Data> {
  readonly query: UseQueryResult<Data>;
  /** The list that the record stands in; the page has its name until it knows its own. */
  readonly parent: { readonly to: string; readonly label: string };
  readonly children: (data: Data) => ReactNode;
}

/** A page that is one record: it has a name and a heading also while the record cannot be had. */
export function RecordView<Data>({ query, parent, children }: Props<Data>) {
  const { t } = useTranslation("ui");
  usePageTitle(query.isPending ? parent.label : null);
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <LoadingRows rows={14} />;
  const heading = <PageHeader parent={parent} title={t("unread.title")} />;
  return <RecordError error={query.error} onRetry={() => void query.refetch()} heading={heading} />;
}
