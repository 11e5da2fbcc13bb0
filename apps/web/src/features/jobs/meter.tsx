import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./meter.module.css";

interface Props {
  /** Of the whole; null: nobody measured it. */
  readonly percent: number | null;
  /** Says the figure and its whole, so that the bar needs no name of its own. */
  readonly children: ReactNode;
}

/** How full something is: a figure, and a bar for the eye. */
export function Meter({ percent, children }: Props) {
  return (
    <Box className={styles.meter}>
      <Text size="sm" span>
        {children}
      </Text>
      {percent !== null && (
        <span className={styles.track} aria-hidden="true">
          <span className={styles.bar} style={{ inlineSize: `${Math.min(100, Math.max(0, percent))}%` }} />
        </span>
      )}
    </Box>
  );
}
