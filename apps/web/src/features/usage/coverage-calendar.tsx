import { Button, Group, SimpleGrid } from "@mantine/core";
import type { CoverageCluster, CoverageDay } from "@purser/contract/schemas";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { monthBack } from "../../ui/format.ts";
import { Panel } from "../../ui/panel.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { dayAfter, monthAfter } from "./calendar-month.ts";
import { useReadCoverage } from "./coverage.queries.ts";
import { CoverageLegend } from "./coverage-legend.tsx";
import { CoverageMonth } from "./coverage-month.tsx";
import type { CoverageSearch } from "./coverage-search.ts";
import { RetireCluster } from "./retire-cluster.tsx";

const MONTHS = 6;
/** By how many days the arrow keys move. */
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

interface Props {
  readonly coverage: CoverageCluster;
  readonly search: CoverageSearch;
}

/** Half a year of a cluster, day by day. One day can be reached by Tab, and from there the others by the arrow keys. */
export function CoverageCalendar({ coverage, search }: Props) {
  const { t } = useTranslation("coverage");
  const { cluster, time_zone: zone } = coverage;
  const navigate = useNavigate({ from: "/coverage" });
  const may = useMay();
  const last = search.month ?? monthBack(0);
  const begin = firstMonth(coverage, last);
  const months = Array.from({ length: monthsTo(begin, last) + 1 }, (_, index) => monthAfter(begin, index));
  const days = useReadCoverage({ cluster, from: `${begin}-01`, until: `${monthAfter(last, 1)}-01` });
  const show = (change: CoverageSearch) => void navigate({ search: (old) => ({ ...old, cluster, ...change }) });
  const turn = (count: number) => show({ month: monthAfter(last, count) });
  return (
    <Panel
      title={t("calendar", { cluster })}
      lead={t("days_in", { zone })}
      action={
        <Group gap="xs">
          {may("clusters:write") && <RetireCluster key={cluster} coverage={coverage} />}
          <Button
            variant="default"
            size="xs"
            leftSection={<IconChevronLeft size={16} aria-hidden />}
            disabled={coverage.first_day === null || begin <= coverage.first_day.slice(0, 7)}
            onClick={() => turn(-MONTHS)}
          >
            {t("earlier")}
          </Button>
          <Button
            variant="default"
            size="xs"
            rightSection={<IconChevronRight size={16} aria-hidden />}
            disabled={last >= monthBack(0)}
            onClick={() => turn(Math.min(MONTHS, monthsTo(last, monthBack(0))))}
          >
            {t("later")}
          </Button>
        </Group>
      }
    >
      <CoverageLegend />
      <QueryView query={days}>
        {({ data }) => (
          <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="xl" verticalSpacing="lg" onKeyDown={moveFocus}>
            {months.map((month) => (
              <CoverageMonth
                key={month}
                month={month}
                days={data.filter(({ day }) => day.startsWith(month))}
                most={Math.max(...data.map((day) => day.run_count), 1)}
                entry={entryOf(data, search.day)}
                chosen={search.day}
                onChoose={(day) => show({ day, month: last })}
              />
            ))}
          </SimpleGrid>
        )}
      </QueryView>
    </Panel>
  );
}

/** The first month on the page: not one before the cluster's first run, which has nothing to show. */
function firstMonth({ first_day: firstDay }: CoverageCluster, last: string): string {
  const halfYear = monthAfter(last, 1 - MONTHS);
  const month = firstDay?.slice(0, 7) ?? last;
  return month > halfYear && month <= last ? month : halfYear;
}

function monthsTo(from: string, to: string): number {
  const [months = 0, others = 0] = [to, from].map((month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)));
  return months - others;
}

/** The day that Tab comes to: the chosen one, else the last one there is. */
function entryOf(days: readonly CoverageDay[], chosen: string | undefined): string | undefined {
  const inside = days.filter(({ state }) => state !== "outside");
  return inside.find(({ day }) => day === chosen)?.day ?? inside.at(-1)?.day;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const day = event.target instanceof HTMLElement ? event.target.dataset.day : undefined;
  if (step === undefined || day === undefined) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(`[data-day="${dayAfter(day, step)}"]`)?.focus();
}
