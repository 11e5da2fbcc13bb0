import { Box, Group, SimpleGrid, Skeleton, Text, ThemeIcon } from "@mantine/core";
import { IconCash, IconChevronRight, IconFileInvoice, IconListDetails, IconUpload } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { monthBack } from "../../ui/format.ts";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useListReceipts, useListUnbilled } from "./home.queries.ts";
import styles from "./next-steps.module.css";
import { sumByMonth, sumByStatus } from "./summary.ts";

/** What waits for this person, each with the way to it. */
export function NextSteps() {
  const { t } = useTranslation("home");
  const may = useMay();
  return (
    <Panel title={t("next.title")}>
      <SimpleGrid component="ul" cols={{ base: 1, sm: 2, lg: 3 }} m={0} p={0} style={{ listStyle: "none" }}>
        {may("receipts:issue") && <IssueStep />}
        {may("receipts:read") && <PendingStep collects={may("receipts:pay")} />}
        {may("usage:write") && (
          <Step icon={IconUpload} title={t("next.ingest")} text={t("next.ingest_text")} link={<Link to="/ingest" />} />
        )}
        {!may("usage:write") && may("runs:read") && (
          <Step icon={IconListDetails} title={t("next.runs")} text={t("next.runs_text")} link={<Link to="/runs" />} />
        )}
      </SimpleGrid>
    </Panel>
  );
}

/** The oldest month that is over and has unbilled charges. */
function IssueStep() {
  const { t } = useTranslation("home");
  const format = useFormat();
  const unbilled = useListUnbilled(true);
  const due = sumByMonth(unbilled.data?.data ?? []).findLast((sum) => sum.month < monthBack(0));
  const icon = IconFileInvoice;
  if (due === undefined) {
    const link = <Link to="/receipts/issue" />;
    // Most likely the month before this one, whose name is as long.
    const title = unbilled.isPending ? t("next.issue", { month: format.month(monthBack(1)) }) : t("next.issue_any");
    return <IdleStep {...{ icon, link, title }} query={unbilled} nothing={t("next.issue_none")} />;
  }
  return (
    <Step
      icon={icon}
      title={t("next.issue", { month: format.month(due.month) })}
      text={t("next.issue_text", {
        count: due.accounts,
        amount: `${format.rounded(due.total)} ${format.currency(due.currency)}`,
      })}
      link={<Link to="/receipts/issue" search={{ month: due.month }} />}
    />
  );
}

function PendingStep({ collects }: { readonly collects: boolean }) {
  const { t } = useTranslation("home");
  const format = useFormat();
  const receipts = useListReceipts(true);
  const pending = sumByStatus(receipts.data?.data ?? []).find((sum) => sum.status === "pending");
  const step = {
    icon: IconCash,
    title: collects ? t("next.collect") : t("next.pay"),
    link: <Link to="/receipts" search={{ status: "pending" }} />,
  };
  if (pending === undefined) return <IdleStep {...step} query={receipts} nothing={t("next.collect_none")} />;
  const { count, total, currency } = pending;
  return <Step {...step} text={t("next.collect_text", { count, amount: format.money(total, currency) })} />;
}

interface IdleProps extends Omit<StepProps, "text"> {
  readonly query: Pick<UseQueryResult, "isPending" | "isError">;
  /** Says that nothing waits. */
  readonly nothing: string;
}

/** A step for which nothing waits, or nobody knows yet; it keeps its place, so that no other one moves. */
function IdleStep({ query, nothing, ...step }: IdleProps) {
  const { t } = useTranslation("home");
  if (query.isPending)
    return <Step {...step} text={<Skeleton component="span" display="block" height={14} mt={4} />} />;
  return <Step {...step} text={query.isError ? t("next.unknown") : nothing} />;
}

interface StepProps {
  readonly icon: typeof IconCash;
  readonly title: string;
  readonly text: ReactNode;
  readonly link: React.ReactElement<{ className?: string; children?: ReactNode }>;
}

function Step({ icon: Glyph, title, text, link }: StepProps) {
  const { type: Anchor, props } = link;
  return (
    <li>
      <Anchor {...props} className={styles.step ?? ""}>
        <Group wrap="nowrap" gap="md" h="100%">
          <ThemeIcon variant="light" size={40} radius="md">
            <Glyph size={22} stroke={1.7} aria-hidden />
          </ThemeIcon>
          <Box flex={1} style={{ minWidth: 0 }}>
            <Text fw={600}>{title}</Text>
            <Text size="sm" c="dimmed" component="div" className={styles.text ?? ""}>
              {text}
            </Text>
          </Box>
          <IconChevronRight size={18} aria-hidden />
        </Group>
      </Anchor>
    </li>
  );
}
