import { Box, Group, Text, Title } from "@mantine/core";
import { createContext, type ReactNode, useContext } from "react";

interface Props {
  readonly title?: ReactNode;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  /** A table goes to the edges; text keeps its distance. */
  readonly padded?: boolean;
  readonly children: ReactNode;
}

const WithinPanel = createContext<"none" | "padded" | "to the edges">("none");

/** Whether this stands in a part of a page, which then has a heading of its own. */
export function useWithinPanel(): boolean {
  return useContext(WithinPanel) !== "none";
}

/** Whether it stands in one that leaves no distance to its edges. */
export function useTouchesEdges(): boolean {
  return useContext(WithinPanel) === "to the edges";
}

/** One part of a page, set off from the others. */
export function Panel({ title, lead, action, padded = true, children }: Props) {
  return (
    <Box component="section" className="panel">
      {title !== undefined && (
        <Box px="md" pt="md" pb={padded ? 0 : "xs"}>
          <Group justify="space-between" gap="xs">
            <Title order={2}>{title}</Title>
            {action}
          </Group>
          {lead !== undefined && (
            <Text size="sm" c="dimmed" mt={2}>
              {lead}
            </Text>
          )}
        </Box>
      )}
      <Box p={padded ? "md" : 0}>
        <WithinPanel value={padded ? "padded" : "to the edges"}>{children}</WithinPanel>
      </Box>
    </Box>
  );
}
