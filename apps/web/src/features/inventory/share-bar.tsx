import { Box, Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";

interface Props {
  /** Null: the cluster's version of Slurm does not say. */
  readonly part: number | null;
  readonly whole: number;
  readonly write: (count: number) => string;
}

/** How much of something is taken, in figures and as a bar. */
export function ShareBar({ part, whole, write }: Props) {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  if (whole === 0) return "–";
  if (part === null) return t("untold_of", { whole: write(whole) });
  return (
    <Box maw={280}>
      <Text span size="sm">
        {t("of", { part: write(part), whole: write(whole) })} ({format.percent(part, whole)})
      </Text>
      <Progress value={Math.min(100, (part / whole) * 100)} size="sm" mt={2} aria-hidden />
    </Box>
  );
}
