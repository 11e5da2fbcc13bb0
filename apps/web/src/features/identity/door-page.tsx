import { Alert, Box, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Mark } from "../../ui/app-shell.tsx";
import { LanguageSwitch, ThemeMenu } from "../../ui/header-controls.tsx";

interface Props {
  readonly title: string;
  readonly lead: string;
  /** What is said above the form. */
  readonly notice?: string;
  readonly width?: number;
  readonly children: ReactNode;
}

/** A page in front of the door: without navigation, since nothing behind it is open yet. */
export function DoorPage({ title, lead, notice, width = 460, children }: Props) {
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
            <Text c="dimmed">{lead}</Text>
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
