import { Select, SimpleGrid } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { MonthSelect } from "../../ui/month-select.tsx";
import { useChoice } from "../../ui/use-choice.ts";
import { validateIssueSearch } from "./receipt-search.ts";
import { useListBillingAccounts } from "./receipts.queries.ts";

interface Props {
  readonly month: string;
  readonly accountId: string | undefined;
}

/** Which month, and whose bills. Only months that are over are offered. */
export function IssueFilters({ month, accountId }: Props) {
  const { t } = useTranslation("receipts");
  const navigate = useNavigate({ from: "/receipts/issue" });
  const accounts = useListBillingAccounts();
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validateIssueSearch({ ...old, ...change }), replace: true });
  const [account, chooseAccount] = useChoice(accountId, (next) => set({ account_id: next }));
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mb="md">
      <MonthSelect
        label={t("issue.month")}
        value={month}
        current={false}
        optional={false}
        onChange={(next) => set({ month: next })}
      />
      <Select
        label={t("issue.accounts")}
        placeholder={t("issue.all_accounts")}
        searchable
        clearable
        value={account ?? null}
        onChange={(next) => chooseAccount(next ?? undefined)}
        data={(accounts.data?.data ?? []).map(({ id, code, name }) => ({
          value: id,
          label: code === name ? name : `${name} (${code})`,
        }))}
        limit={50}
      />
    </SimpleGrid>
  );
}
