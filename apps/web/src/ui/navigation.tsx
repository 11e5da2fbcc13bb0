import { Box, NavLink, Text } from "@mantine/core";
import type { Permission } from "@purser/contract/schemas";
import {
  IconActivity,
  IconArrowsSplit2,
  IconCalendarCheck,
  IconClockHour4,
  IconFileDiff,
  IconFileInvoice,
  IconHome,
  IconHourglass,
  IconKey,
  IconListDetails,
  IconLock,
  IconPlugConnected,
  IconScale,
  IconServer,
  IconShieldCheck,
  IconStack2,
  IconTags,
  IconTopologyStar3,
  IconUpload,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../api/me.ts";

const HOME = { to: "/", label: "home", icon: IconHome } as const;

/** The groups of the design that have pages, and what each page asks of a person. */
const GROUPS = [
  {
    label: "usage",
    pages: [
      { to: "/runs", label: "runs", icon: IconListDetails, permission: "runs:read" },
      { to: "/unbilled", label: "unbilled", icon: IconHourglass, permission: "unbilled:read" },
      { to: "/batches", label: "batches", icon: IconStack2, permission: "usage:read" },
      { to: "/sources", label: "sources", icon: IconPlugConnected, permission: "usage:read" },
      { to: "/coverage", label: "coverage", icon: IconCalendarCheck, permission: "usage:read" },
      { to: "/reconciliation", label: "reconciliation", icon: IconScale, permission: "usage:read" },
      { to: "/ingest", label: "ingest", icon: IconUpload, permission: "usage:write" },
    ],
  },
  {
    label: "billing",
    pages: [
      { to: "/receipts", label: "receipts", icon: IconFileInvoice, permission: "receipts:read" },
      { to: "/billed-changes", label: "billed_changes", icon: IconFileDiff, permission: "changes:read" },
      { to: "/rate-cards", label: "rate_cards", icon: IconTags, permission: "rates:read" },
    ],
  },
  {
    label: "live",
    pages: [
      { to: "/live/jobs", label: "live_jobs", icon: IconActivity, permission: "jobs:read" },
      { to: "/live/clusters", label: "clusters", icon: IconTopologyStar3, permission: "machine:read" },
      { to: "/live/nodes", label: "nodes", icon: IconServer, permission: "machine:read" },
      { to: "/live/queue", label: "queue", icon: IconClockHour4, permission: "queue:read" },
    ],
  },
  {
    label: "organisation",
    pages: [
      { to: "/billing-accounts", label: "accounts", icon: IconUsers, permission: "accounts:read" },
      { to: "/bindings", label: "bindings", icon: IconArrowsSplit2, permission: "bindings:read" },
    ],
  },
  {
    label: "administration",
    pages: [
      { to: "/administration/people", label: "people", icon: IconUsersGroup, permission: "people:read" },
      { to: "/administration/tokens", label: "tokens", icon: IconKey, permission: "tokens:read" },
      { to: "/administration/locks", label: "locks", icon: IconLock, permission: "locks:read" },
      { to: "/audit", label: "audit", icon: IconShieldCheck, permission: "audit:read" },
    ],
  },
] as const satisfies readonly {
  label: string;
  pages: readonly { to: string; label: string; icon: typeof IconHome; permission: Permission }[];
}[];

type PageEntry = typeof HOME | (typeof GROUPS)[number]["pages"][number];

/** The left navigation: only the pages the person's permissions allow. */
export function Navigation({ onFollow }: { readonly onFollow: () => void }) {
  const { t } = useTranslation("ui");
  const may = useMay();
  const groups = GROUPS.map((group) => ({
    label: group.label,
    pages: group.pages.filter((page) => may(page.permission)),
  })).filter((group) => group.pages.length > 0);
  return (
    <>
      <Entry page={HOME} onFollow={onFollow} />
      {groups.map((group) => (
        <Box key={group.label} mt="md">
          <Text size="xs" fw={600} c="dimmed" px="sm" mb={4} id={`nav-${group.label}`}>
            {t(`nav.${group.label}`)}
          </Text>
          <Box component="ul" p={0} m={0} style={{ listStyle: "none" }} aria-labelledby={`nav-${group.label}`}>
            {group.pages.map((page) => (
              <li key={page.to}>
                <Entry page={page} onFollow={onFollow} />
              </li>
            ))}
          </Box>
        </Box>
      ))}
    </>
  );
}

/** Pages further down may lie outside the window: the present one is brought into it. */
function bringIntoView(entry: HTMLElement | null): void {
  entry?.scrollIntoView({ block: "nearest" });
}

function Entry({ page, onFollow }: { readonly page: PageEntry; readonly onFollow: () => void }) {
  const { t } = useTranslation("ui");
  const { pathname } = useLocation();
  const active = page.to === "/" ? pathname === "/" : pathname === page.to || pathname.startsWith(`${page.to}/`);
  return (
    <NavLink
      component={Link}
      ref={active ? bringIntoView : null}
      to={page.to}
      label={t(`nav.${page.label}`)}
      active={active}
      aria-current={active ? "page" : undefined}
      onClick={onFollow}
      leftSection={<page.icon size={19} stroke={1.7} aria-hidden />}
      style={{ borderRadius: 8 }}
      styles={{ label: { fontSize: "0.9375rem", fontWeight: active ? 600 : 400 }, root: { paddingBlock: 7 } }}
    />
  );
}
