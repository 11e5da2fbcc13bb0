import { Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./coverage.module.css";
import { ATTENTION, SIGNS } from "./coverage-texts.ts";

const STATES = ["read", "quiet", "partial", "gap", "open"] as const;

/** What the signs and colours of the calendar say. */
export function CoverageLegend() {
  const { t } = useTranslation("coverage");
  return (
    <Group component="ul" gap="md" m={0} mb="lg" p={0} style={{ listStyle: "none" }}>
      {STATES.map((state) => (
        <li key={state} className={styles.legend}>
          <span className={styles.sample} data-state={state} {...(state === "read" && { "data-shade": 3 })} aria-hidden>
            {SIGNS[state]}
          </span>
          <Text span size="sm">
            {t(`state.${state}`)}
          </Text>
        </li>
      ))}
      <li className={styles.legend}>
        <span className={styles.sample} aria-hidden>
          <span className={styles.mark}>{ATTENTION}</span>
        </span>
        <Text span size="sm">
          {t("attention")}
        </Text>
      </li>
    </Group>
  );
}
