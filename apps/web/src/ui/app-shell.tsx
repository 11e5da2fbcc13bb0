import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { AccountMenu, LanguageSwitch, ThemeMenu } from "./header-controls.tsx";
import { Navigation } from "./navigation.tsx";
import { ProofDialog } from "./proof-dialog.tsx";
import { ToastStack } from "./toast-stack.tsx";
import { useFormat } from "./use-format.ts";

/** The product's mark; decoration beside its name. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return <img src="/favicon.svg" width={size} height={size} alt="" />;
}

/**
 * Where the keyboard begins when what had the focus went with the page it was on: browsers go on from anywhere then,
 * in the middle of the new page.
 */
function BeginHere() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, []);
  return <div ref={place} tabIndex={-1} style={{ outline: "none" }} />;
}

/** Header, left navigation and the page. */
export function Shell() {
  const { t } = useTranslation("ui");
  const format = useFormat();
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  useHotkeys([["Escape", close]]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "md", sm: "lg" }}
    >
      <BeginHere key={pathname} />
      <a href="#content" className="skip-link">
        {t("skip_to_content")}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? t("close_navigation") : t("open_navigation")}
              aria-expanded={opened}
            />
            <Link to="/" style={{ color: "inherit", textDecoration: "none" }}>
              <Group gap={10} wrap="nowrap">
                <Mark />
                <Text fw={700} size="lg" lh={1}>
                  Purser
                </Text>
              </Group>
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LanguageSwitch />
            <ThemeMenu />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t("navigation")}>
        <AppShell.Section grow p="sm" style={{ overflowY: "auto" }}>
          <Navigation onFollow={close} />
        </AppShell.Section>
        <AppShell.Section p="md">
          <Text size="xs" c="dimmed">
            {t("times", { zone: format.wholeZone })}
          </Text>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: "none" }}>
        <div style={{ maxWidth: 1320, marginInline: "auto" }}>
          <Outlet />
        </div>
      </AppShell.Main>
      <ProofDialog />
      <ToastStack />
    </AppShell>
  );
}
