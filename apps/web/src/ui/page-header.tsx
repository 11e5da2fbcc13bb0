import { Anchor, Box, Group, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AuditLink } from "./audit-link.tsx";

interface Props {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** The id of the record that the page shows, to look up who did what to it. */
  readonly audited?: string;
  /** The list this record stands in. */
  readonly parent?: { readonly to: string; readonly label: string };
}

/** What a page is about, and what can be done on it. */
export function PageHeader({ title, lead, actions, audited, parent }: Props) {
  return (
    <Box component="header" mb="lg">
      {parent !== undefined && (
        <Anchor component={Link} to={parent.to} size="sm" mb={6} display="inline-flex" className="record-link">
          <Group gap={6} wrap="nowrap">
            <IconArrowLeft size={16} aria-hidden />
            {parent.label}
          </Group>
        </Anchor>
      )}
      <Group justify="space-between" align="flex-end" gap="md">
        <Box style={{ minWidth: 0 }}>
          <Title order={1}>{title}</Title>
          {lead !== undefined && (
            <Text c="dimmed" mt={4} maw={720}>
              {lead}
            </Text>
          )}
        </Box>
        {(actions !== undefined || audited !== undefined) && (
          <Group gap="sm">
            {audited !== undefined && <AuditLink subject={audited} />}
            {actions}
          </Group>
        )}
      </Group>
    </Box>
  );
}
