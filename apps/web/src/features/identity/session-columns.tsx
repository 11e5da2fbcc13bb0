import { Badge, Group, Text } from "@mantine/core";
import type { Session } from "@purser/contract/schemas";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { deviceName } from "./device-name.ts";

/** What a session is known by: its device, where it was last used from and when. `end` is what ends it. */
export function useSessionColumns(end: ((session: Session) => ReactNode) | null): readonly Column<Session>[] {
  const { t } = useTranslation("identity");
  const format = useFormat();
  const columns: readonly Column<Session>[] = [
    { key: "device", header: t("sessions.device"), cell: (session) => <Device session={session} /> },
    {
      key: "address",
      header: t("sessions.address"),
      cell: (session) => <span className="mono">{session.address}</span>,
    },
    {
      key: "started_at",
      header: t("sessions.started_at"),
      nowrap: true,
      cell: (session) => format.dateTime(session.started_at),
    },
    {
      key: "last_used_at",
      header: t("sessions.last_used_at"),
      nowrap: true,
      cell: (session) => format.dateTime(session.last_used_at),
    },
  ];
  if (end === null) return columns;
  const action = (session: Session) => (session.current ? null : end(session));
  return [...columns, { key: "action", header: "", align: "right", cell: action }];
}

function Device({ session }: { readonly session: Session }) {
  const { t } = useTranslation("identity");
  const device = useDeviceName();
  return (
    <Group gap="xs">
      <Text span fw={600} size="sm" title={session.user_agent}>
        {device(session)}
      </Text>
      {session.current && <Badge color="teal">{t("sessions.current")}</Badge>}
    </Group>
  );
}

/** How a session's device is called, where nothing is known of it as well. */
export function useDeviceName(): (session: Session) => string {
  const { t } = useTranslation("identity");
  return (session) => deviceName(session.user_agent) || t("sessions.unknown_device");
}
