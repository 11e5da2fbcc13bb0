import { Box, Text, ThemeIcon, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { usePageTitle } from "./use-page-title.ts";

interface Props {
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
  /** Whether this is the whole page, whose heading is then the title. */
  readonly wholePage?: boolean;
}

/** Says that there is nothing here, and what to do next. */
export function EmptyState({ icon: Glyph, title, text, action, wholePage = false }: Props) {
  usePageTitle(wholePage ? title : null);
  return (
    <Box ta="center" py={48} px="md">
      <ThemeIcon size={48} radius="xl" variant="light">
        <Glyph size={26} stroke={1.6} aria-hidden />
      </ThemeIcon>
      {wholePage ? (
        <Title order={1} size="h2" mt="sm">
          {title}
        </Title>
      ) : (
        <Text fw={600} mt="sm">
          {title}
        </Text>
      )}
      <Text c="dimmed" size="sm" maw={440} mx="auto">
        {text}
      </Text>
      {action !== undefined && action !== false && <Box mt="md">{action}</Box>}
    </Box>
  );
}
