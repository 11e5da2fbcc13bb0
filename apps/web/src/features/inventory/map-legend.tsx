import { Text } from "@mantine/core";
import type { Node, NodeState } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";
import styles from "./inventory.module.css";
import { type Measure, markOf, NODE_STATES, SIGNS, STEPS, type Tone } from "./node-mark.ts";

/** Cells with a share show it as a figure. */
const STEP_SIGNS: Readonly<Record<(typeof STEPS)[number], string>> = {
  ...{ share_0: "", share_1: "", share_2: "", share_3: "", share_4: "", over: "" },
  ...{ none: "–", untold: "?" },
};

interface Props {
  readonly nodes: readonly Node[];
  readonly measure: Measure;
}

/** What the colours and signs on the map say, and how many nodes have each; those that no node has are left out. */
export function MapLegend({ nodes, measure }: Props) {
  const { t } = useTranslation("inventory");
  const format = useFormat();
  const counts = new Map<Tone, number>();
  for (const node of nodes) {
    const { tone } = markOf(node, measure);
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  const shown = [...STEPS, ...NODE_STATES].filter((tone) => counts.has(tone));
  return (
    <ul className={styles.legend} aria-label={t("nodes.legend")}>
      {shown.map((tone) => (
        <li key={tone}>
          <span className={styles.sample} data-tone={tone} aria-hidden>
            {isState(tone) ? SIGNS[tone] : STEP_SIGNS[tone]}
          </span>
          <Text span size="sm">
            {isState(tone) ? t(`state.${tone}`) : t(`step.${tone}`)}: {format.count(counts.get(tone) ?? 0)}
          </Text>
        </li>
      ))}
    </ul>
  );
}

function isState(tone: Tone): tone is NodeState {
  return tone in SIGNS;
}
