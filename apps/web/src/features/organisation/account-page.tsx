import { Stack } from "@mantine/core";
import type { BillingAccount } from "@purser/contract/schemas";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordView } from "../../ui/record-view.tsx";
import { useTierName } from "../../ui/tier-name.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { AccountForm } from "./account-form.tsx";
import { useGetBillingAccount } from "./organisation.queries.ts";

const route = getRouteApi("/app/billing-accounts/$accountId");

export function AccountPage() {
  const { t } = useTranslation("organisation");
  const { accountId } = route.useParams();
  const account = useGetBillingAccount(accountId);
  return (
    <RecordView query={account} parent={{ to: "/billing-accounts", label: t("list.title") }}>
      {(found) => <Account account={found} />}
    </RecordView>
  );
}

function Account({ account }: { readonly account: BillingAccount }) {
  const { t } = useTranslation("organisation");
  const may = useMay();
  return (
    <>
      <PageHeader
        audited={account.id}
        parent={{ to: "/billing-accounts", label: t("list.title") }}
        title={account.name}
        lead={`${account.code} · ${t(`kind.${account.kind}`)}`}
        actions={<Elsewhere account={account} />}
      />
      <Stack>
        <AccountFacts account={account} />
        {may("accounts:write") && (
          <Panel title={t("account.profile")} lead={t("account.profile_lead")}>
            <AccountForm key={account.id} account={account} />
          </Panel>
        )}
      </Stack>
    </>
  );
}

/** The other pages this account is on. */
function Elsewhere({ account }: { readonly account: BillingAccount }) {
  const { t } = useTranslation("organisation");
  const may = useMay();
  return (
    <>
      {may("receipts:read") && (
        <LinkButton to="/receipts" search={{ account_id: account.id }} variant="default">
          {t("account.receipts")}
        </LinkButton>
      )}
      {may("unbilled:read") && (
        <LinkButton to="/unbilled" search={{ account_id: account.id }} variant="default">
          {t("account.unbilled")}
        </LinkButton>
      )}
      {may("runs:read") && account.slurm_user !== null && (
        <LinkButton to="/runs" search={{ user: account.slurm_user }} variant="default">
          {t("account.runs")}
        </LinkButton>
      )}
    </>
  );
}

function AccountFacts({ account }: { readonly account: BillingAccount }) {
  const { t } = useTranslation("organisation");
  const format = useFormat();
  const may = useMay();
  const tierName = useTierName();
  const tier =
    account.tier_override === null ? tierName(account.tier) : `${tierName(account.tier)} (${t("list.overridden")})`;
  const profile: readonly Fact[] = may("accounts:write")
    ? []
    : [
        [t("account.legal_name"), account.legal_name],
        [t("account.address"), account.address],
        [t("account.tax_id"), account.tax_id],
        [t("account.branch"), account.branch],
        [t("account.email"), account.email],
      ];
  return (
    <Panel title={t("account.facts")}>
      <Facts
        columns={4}
        facts={[
          [t("account.tier"), tier],
          [t("account.natural", { tier: "" }).replace(/[:\s]+$/, ""), tierName(account.natural_tier)],
          [t("account.slurm_user"), account.slurm_user],
          [t("account.created_at"), format.date(account.created_at)],
          ...profile,
        ]}
      />
    </Panel>
  );
}
