import { SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

export type Fact = readonly [label: string, value: ReactNode];

/** Facts of a record, each under its name. A fact that is not known is left out by the caller or shown as a dash. */
export function Facts({ facts, columns = 3 }: { readonly facts: readonly Fact[]; readonly columns?: number }) {
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: 2, md: columns }} spacing="md" verticalSpacing="sm" m={0}>
      {facts.map(([label, value]) => (
        <div key={label} style={{ minWidth: 0 }}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} size="sm" style={{ overflowWrap: "anywhere" }}>
            {value === null || value === undefined || value === "" ? "–" : value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
