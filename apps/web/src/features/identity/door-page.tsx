import { Alert, Box, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Mark } from "../../ui/app-shell.tsx";
import { LanguageSwitch, ThemeMenu } from "../../ui/header-controls.tsx";
import { usePageTitle } from "../../ui/use-page-title.ts";

interface Props {
  readonly title: string;
  /** What the page is called where its title is no name for it. */
  readonly name?: string;
  readonly lead: string;
  /** What is said above the form. */
  readonly notice?: string;
  readonly width?: number;
  readonly children: ReactNode;
}

/** A page in front of the door: without navigation, since nothing behind it is open yet. */
export function DoorPage({ title, name = title, lead, notice, width = 460, children }: Props) {
  usePageTitle(name);
  return (
    <Box mih="100dvh" style={{ display: "flex", flexDirection: "column" }}>
      <Group justify="flex-end" p="md" gap="xs">
        <LanguageSwitch />
        <ThemeMenu />
      </Group>
      <Center component="main" flex={1} p="md" pb={96}>
        <Box w="100%" maw={width}>
          <Stack gap={6} align="center" mb="lg" ta="center">
            <Mark size={52} />
            <Title order={1} mt={4}>
              {title}
            </Title>
            {/* No word alone in the last line. */}
            <Text c="dimmed" style={{ textWrap: "balance" }}>
              {lead}
            </Text>
          </Stack>
          {notice !== undefined && (
            <Alert mb="md" color="blue">
              {notice}
            </Alert>
          )}
          <Paper className="panel" p="xl">
            {children}
          </Paper>
        </Box>
      </Center>
    </Box>
  );
}
