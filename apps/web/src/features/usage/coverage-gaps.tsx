import { Alert, Group, Text } from "@mantine/core";
import type { CoverageCluster, CoverageStretch } from "@purser/contract/schemas";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { useFormat } from "../../ui/use-format.ts";

const SHOWN = 6;

/** How many days nobody has read; none is good news. */
export function GapDays({ count }: { readonly count: number }) {
  const { t } = useTranslation("coverage");
  const format = useFormat();
  if (count === 0) return t("no_gaps");
  return (
    <Text span inherit c="red" fw={600}>
      {format.count(count)}
    </Text>
  );
}

/** Warns of the days of a cluster that nobody has read, each with the way to it. */
export function CoverageGaps({ coverage }: { readonly coverage: CoverageCluster }) {
  const { t } = useTranslation("coverage");
  const may = useMay();
  const { cluster, gaps, gap_day_count: count } = coverage;
  const shown = gaps.slice(0, SHOWN);
  const more = count - shown.reduce((sum, gap) => sum + daysIn(gap), 0);
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      title={t("gaps.title", { cluster, count })}
      role="alert"
    >
      <Text size="sm">{t(may("usage:write") ? "gaps.text_ingest" : "gaps.text")}</Text>
      <Group component="ul" gap="md" mt="xs" mb={0} p={0} style={{ listStyle: "none" }}>
        {shown.map((gap) => (
          <li key={gap.from}>
            <Link
              to="/coverage"
              search={{ cluster, month: gap.to.slice(0, 7), day: gap.to }}
              className="record-link"
              style={{ whiteSpace: "nowrap" }}
            >
              <GapName gap={gap} />
            </Link>
          </li>
        ))}
        {more > 0 && <li>{t("gaps.more", { count: more })}</li>}
      </Group>
    </Alert>
  );
}

function GapName({ gap: { from, to } }: { readonly gap: CoverageStretch }) {
  const format = useFormat();
  return from === to ? format.calendarDate(from) : `${format.calendarDate(from)} – ${format.calendarDate(to)}`;
}

function daysIn({ from, to }: CoverageStretch): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}
