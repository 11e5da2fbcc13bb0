import { SimpleGrid, Text } from "@mantine/core";
import type { UsageBatch } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";

const FIGURES = ["lines_read", "runs_new", "runs_changed", "runs_unchanged", "steps_merged", "rejected"] as const;

/** What a batch read and what it changed, in six figures. */
export function BatchSummary({ batch }: { readonly batch: UsageBatch }) {
  const { t } = useTranslation("usage");
  const format = useFormat();
  return (
    <SimpleGrid component="dl" cols={{ base: 2, xs: 3, md: 6 }} m={0} spacing="md">
      {FIGURES.map((figure) => (
        <div key={figure} style={{ display: "flex", flexDirection: "column-reverse", justifyContent: "flex-end" }}>
          <Text component="dt" size="xs" c="dimmed">
            {t(`summary.${figure}`)}
          </Text>
          <Text
            component="dd"
            m={0}
            fz="1.5rem"
            fw={600}
            lh={1.25}
            {...(figure === "rejected" && batch.rejected > 0 ? { c: "red" } : {})}
          >
            {format.count(batch[figure])}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
