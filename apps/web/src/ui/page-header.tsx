import { Anchor, Box, Group, Text, Title } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AuditLink } from "./audit-link.tsx";
import { usePageTitle } from "./use-page-title.ts";

interface Props {
  readonly title: string;
  /** What the page is called where its title is no name for it. */
  readonly name?: string;
  /** Stands beside the title. */
  readonly badge?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** The id of the record that the page shows, to look up who did what to it. */
  readonly audited?: string;
  /** The id of what brought that record, where it is one that is brought. */
  readonly broughtBy?: string | undefined;
  /** The list this record stands in. */
  readonly parent?: { readonly to: string; readonly label: string };
}

/** What a page is about, and what can be done on it. */
export function PageHeader({ title, name = title, badge, lead, actions, audited, broughtBy, parent }: Props) {
  usePageTitle(name);
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
          <Title order={1} style={{ overflowWrap: "anywhere", textWrap: "balance" }}>
            <Group gap="sm" component="span">
              {title}
              {badge}
            </Group>
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" mt={4} maw={720}>
              {lead}
            </Text>
          )}
        </Box>
        {(actions !== undefined || audited !== undefined) && (
          <Group gap="sm">
            {audited !== undefined && <AuditLink subject={audited} broughtBy={broughtBy} />}
            {actions}
          </Group>
        )}
      </Group>
    </Box>
  );
}
