import { Alert, Box, Group, Stack, Text, Title } from "@mantine/core";
import type { RunCharge } from "@purser/contract/schemas";
import { IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { Money } from "../../ui/money.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { AccountLink, RateCardLink, ReceiptLink } from "../../ui/record-link.tsx";
import { tierLabel } from "../../ui/tier-name.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ChargeSteps } from "./charge-steps.tsx";
import { useGetRunCharge } from "./jobs.queries.ts";

/** What a run costs and why: time held, price of each part, and their sum; or why it costs nothing. */
export function ChargePanel({ runId }: { readonly runId: string }) {
  const { t } = useTranslation("jobs");
  const charge = useGetRunCharge(runId);
  return (
    <Panel title={t("charge.title")}>
      <QueryView query={charge} rows={12}>
        {(found) => <Explanation charge={found} />}
      </QueryView>
    </Panel>
  );
}

/** With these the last word is not spoken. */
const OPEN: ReadonlySet<RunCharge["verdict"]> = new Set([
  "not_ended",
  "not_accounted",
  "unknown_state",
  "no_rate_card",
]);

function Explanation({ charge }: { readonly charge: RunCharge }) {
  const { t } = useTranslation("jobs");
  const { total, currency } = charge;
  const charged = charge.verdict === "charged" && total !== null && currency !== null;
  return (
    <Stack>
      <Group align="flex-start" gap="xl">
        <Box>
          <Text size="xs" c="dimmed">
            {t("charge.total")}
          </Text>
          <Text fz="1.75rem" fw={600} lh={1.3} component="div">
            {charged ? (
              <Money amount={total} currency={currency} digits="exact" />
            ) : (
              t(OPEN.has(charge.verdict) ? "charge.not_charged_yet" : "charge.not_charged")
            )}
          </Text>
        </Box>
        <Box flex={1} miw={240}>
          <Facts columns={4} facts={useChargeFacts(charge)} />
        </Box>
      </Group>
      {charged ? (
        <Steps charge={charge} total={total} currency={currency} />
      ) : (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
          {t(`charge.verdict.${charge.verdict}`)}
        </Alert>
      )}
    </Stack>
  );
}

function useChargeFacts(charge: RunCharge): readonly Fact[] {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const may = useMay();
  const { account_id: accountId, account_name: accountName, rate_card_id: cardId, receipt_id: receiptId } = charge;
  const facts: Fact[] = [];
  if (accountId !== null) {
    const name = accountName ?? accountId;
    facts.push([
      t("charge.account"),
      may("accounts:read") ? (
        <AccountLink key="a" id={accountId}>
          {name}
        </AccountLink>
      ) : (
        name
      ),
    ]);
  }
  if (charge.tier !== null)
    facts.push([t("charge.tier"), tierLabel({ ...charge, tier: charge.tier }, format.language)]);
  if (cardId !== null && may("rates:read")) {
    facts.push([
      t("charge.rate_card"),
      <RateCardLink key="c" id={cardId}>
        {t("charge.open_card")}
      </RateCardLink>,
    ]);
  }
  if (receiptId !== null) {
    facts.push([
      t("charge.receipt"),
      <ReceiptLink key="r" id={receiptId}>
        {charge.receipt_number ?? receiptId}
      </ReceiptLink>,
    ]);
  } else if (charge.verdict === "charged") {
    facts.push([t("charge.receipt"), t(charge.billed ? "charge.billed" : "charge.not_billed")]);
  }
  return facts;
}

interface StepsProps {
  readonly charge: RunCharge;
  readonly total: string;
  readonly currency: string;
}

function Steps({ charge, total, currency }: StepsProps) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  return (
    <>
      <Box>
        <Title order={3} size="h5">
          {t("charge.step1")}
        </Title>
        {charge.held_seconds !== null && (
          <Text size="sm">
            {t("charge.held", {
              duration: format.duration(charge.held_seconds),
              seconds: format.count(charge.held_seconds),
            })}
          </Text>
        )}
        {charge.suspended_seconds > 0 && (
          <Text size="sm">{t("charge.suspended", { duration: format.duration(charge.suspended_seconds) })}</Text>
        )}
      </Box>
      <Box>
        <Title order={3} size="h5" mb={4}>
          {t("charge.step2")}
        </Title>
        <ChargeSteps steps={charge.steps} currency={currency} />
      </Box>
      <Box>
        <Title order={3} size="h5">
          {t("charge.step3")}
        </Title>
        <Text size="sm">
          {charge.steps.map((step) => format.exact(step.amount)).join(" + ")} ={" "}
          <Money amount={total} currency={currency} strong digits="exact" />
        </Text>
        <Text size="sm" c="dimmed">
          {t("charge.sum")}
        </Text>
      </Box>
    </>
  );
}
