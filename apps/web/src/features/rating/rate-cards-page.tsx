import { Badge } from "@mantine/core";
import type { RateCard } from "@purser/contract/schemas";
import { IconTags } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Money } from "../../ui/money.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RateCardLink } from "../../ui/record-link.tsx";
import { tierLabel } from "../../ui/tier-name.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListRateCards } from "./rating.queries.ts";

export function RateCardsPage() {
  const { t } = useTranslation("rating");
  const cards = useListRateCards();
  const columns = useCardColumns();
  return (
    <>
      <PageHeader title={t("cards.title")} lead={t("cards.lead")} />
      <Panel padded={false}>
        <PagedTable
          label={t("cards.title")}
          query={cards}
          columns={columns}
          rowKey={(card) => card.id}
          empty={<EmptyState icon={IconTags} title={t("cards.empty_title")} text={t("cards.empty_text")} />}
        />
      </Panel>
    </>
  );
}

const FORCE_COLOR = { in_force: "green", later: "blue", past: "gray" } as const;

/** Whether the card prices runs that end now. */
export function ForceBadge({ card }: { readonly card: RateCard }) {
  const { t } = useTranslation("rating");
  const now = Date.now();
  const ended = card.effective_to !== null && Date.parse(card.effective_to) <= now;
  const force = ended ? "past" : Date.parse(card.effective_from) > now ? "later" : "in_force";
  return <Badge color={FORCE_COLOR[force]}>{t(`cards.${force}`)}</Badge>;
}

function useCardColumns(): readonly Column<RateCard>[] {
  const { t } = useTranslation("rating");
  const format = useFormat();
  const price = (key: "cpu_hour" | "gpu_hour" | "memory_gib_hour"): Column<RateCard> => ({
    key,
    header: t(`cards.${key}`),
    align: "right",
    cell: (card) => <Money amount={card[key]} currency={card.currency} />,
  });
  return [
    {
      key: "tier",
      header: t("cards.tier"),
      cell: (card) => <RateCardLink id={card.id}>{tierLabel(card, format.language)}</RateCardLink>,
    },
    { key: "force", header: "", cell: (card) => <ForceBadge card={card} /> },
    price("cpu_hour"),
    price("gpu_hour"),
    price("memory_gib_hour"),
    {
      key: "effective_from",
      header: t("cards.effective_from"),
      nowrap: true,
      cell: (card) => format.date(card.effective_from),
    },
    {
      key: "effective_to",
      header: t("cards.effective_to"),
      cell: (card) => (card.effective_to === null ? t("cards.open_end") : format.date(card.effective_to)),
    },
  ];
}
