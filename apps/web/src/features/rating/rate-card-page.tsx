import { Badge, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import type { RateCard } from "@purser/contract/schemas";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { groupDecimal, isZero } from "../../ui/decimal.ts";
import { type Fact, Facts } from "../../ui/facts.tsx";
import { Money } from "../../ui/money.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordView } from "../../ui/record-view.tsx";
import { tierLabel } from "../../ui/tier-name.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { ForceBadge } from "./rate-cards-page.tsx";
import { useGetRateCard } from "./rating.queries.ts";

const route = getRouteApi("/app/rate-cards/$cardId");

export function RateCardPage() {
  const { t } = useTranslation("rating");
  const { cardId } = route.useParams();
  const card = useGetRateCard(cardId);
  return (
    <RecordView query={card} parent={{ to: "/rate-cards", label: t("cards.title") }}>
      {(found) => <Card card={found} />}
    </RecordView>
  );
}

function Card({ card }: { readonly card: RateCard }) {
  const { t } = useTranslation("rating");
  const format = useFormat();
  const from = format.exactTime(card.effective_from);
  return (
    <>
      <PageHeader
        audited={card.id}
        parent={{ to: "/rate-cards", label: t("cards.title") }}
        title={t("card.title", { tier: tierLabel(card, format.language) })}
        badge={<ForceBadge card={card} />}
        lead={
          card.effective_to === null
            ? t("card.effective", { from })
            : t("card.effective_until", { from, to: format.exactTime(card.effective_to) })
        }
      />
      <Stack>
        <Panel title={t("card.prices")}>
          <Facts facts={usePrices(card)} />
        </Panel>
        <SimpleGrid cols={{ base: 1, md: 2 }}>
          <Basis card={card} />
          <Multipliers card={card} />
        </SimpleGrid>
        <Text size="sm" c="dimmed">
          {t("card.created", { name: card.created_by, date: format.exactTime(card.created_at) })}
        </Text>
      </Stack>
    </>
  );
}

function usePrices(card: RateCard): readonly Fact[] {
  const { t } = useTranslation("rating");
  const price = (amount: string) => <Money key="price" amount={amount} currency={card.currency} strong />;
  return [
    [t("cards.cpu_hour"), price(card.cpu_hour)],
    [t("cards.gpu_hour"), price(card.gpu_hour)],
    [t("cards.memory_gib_hour"), price(card.memory_gib_hour)],
    ...Object.entries(card.gpu_type_hours).map(([type, amount]): Fact => [t("card.gpu_type", { type }), price(amount)]),
  ];
}

function Basis({ card }: { readonly card: RateCard }) {
  const { t } = useTranslation(["rating", "ui"]);
  return (
    <Panel title={t("rating:card.basis")}>
      <Facts
        columns={2}
        facts={[
          [t("rating:card.cpu_basis"), t(`ui:basis.${card.cpu_basis}`)],
          [t("rating:card.memory_basis"), t(`ui:basis.${card.memory_basis}`)],
          [
            t("rating:card.minimum_charge"),
            isZero(card.minimum_charge) ? (
              t("rating:card.no_minimum")
            ) : (
              <Money key="minimum" amount={card.minimum_charge} currency={card.currency} />
            ),
          ],
          [
            t("rating:card.free_states"),
            <Group key="states" gap={6}>
              {card.free_states.map((state) => (
                <Badge key={state} color="gray">
                  {state}
                </Badge>
              ))}
            </Group>,
          ],
        ]}
      />
    </Panel>
  );
}

function Multipliers({ card }: { readonly card: RateCard }) {
  const { t } = useTranslation("rating");
  const facts: readonly Fact[] = [
    ...Object.entries(card.partition_multipliers).map(
      ([name, factor]): Fact => [t("card.partition", { name }), `× ${groupDecimal(factor, 0)}`],
    ),
    ...Object.entries(card.qos_multipliers).map(
      ([name, factor]): Fact => [t("card.qos", { name }), `× ${groupDecimal(factor, 0)}`],
    ),
  ];
  return (
    <Panel title={t("card.multipliers")}>
      {facts.length === 0 ? <Text size="sm">{t("card.no_multipliers")}</Text> : <Facts columns={2} facts={facts} />}
    </Panel>
  );
}
