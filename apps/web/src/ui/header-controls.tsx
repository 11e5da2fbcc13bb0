import { ActionIcon, Avatar, Menu, SegmentedControl, Text, Tooltip, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/me.ts";
import { signOut } from "../api/session.ts";
import { changeLanguage } from "../locales/i18n.ts";
import { usePreferences } from "../stores/preferences.ts";

/** Each language is named in itself, so that its readers find it. */
const LANGUAGES = [
  { value: "en", label: "EN", name: "English" },
  { value: "th", label: "ไทย", name: "ภาษาไทย" },
] as const;

export function LanguageSwitch() {
  const { t } = useTranslation("ui");
  const language = usePreferences((state) => state.language);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("language")}
      value={language}
      onChange={(value) => void changeLanguage(value === "th" ? "th" : "en")}
      data={LANGUAGES.map(({ value, label, name }) => ({
        value,
        label: (
          <span lang={value} title={name}>
            {label}
          </span>
        ),
      }))}
    />
  );
}

const THEMES = [
  { value: "light", icon: IconSun },
  { value: "dark", icon: IconMoon },
  { value: "auto", icon: IconDeviceDesktop },
] as const;

export function ThemeMenu() {
  const { t } = useTranslation("ui");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = THEMES.find(({ value }) => value === colorScheme)?.icon ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Tooltip label={t("theme.label")}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("theme.label")}>
            <Current size={19} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {THEMES.map(({ value, icon: Glyph }) => (
          <Menu.Item
            key={value}
            leftSection={<Glyph size={17} aria-hidden />}
            fw={value === colorScheme ? 600 : 400}
            aria-current={value === colorScheme}
            onClick={() => setColorScheme(value)}
          >
            {t(`theme.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function AccountMenu() {
  const { t } = useTranslation("ui");
  const me = useMe();
  const initials = initialsOf(me.display_name);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        {/* Whoever speaks to the page says what they see, so the name holds the initials. */}
        <ActionIcon variant="transparent" size="lg" radius="xl" aria-label={`${initials}: ${t("account_menu")}`}>
          <Avatar size={32} color="teal" variant="filled">
            {initials}
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("signed_in_as")}</Menu.Label>
        <Text px="sm" fw={600} size="sm">
          {me.display_name}
        </Text>
        <Text px="sm" pb="xs" size="xs" c="dimmed">
          {me.username} · {me.roles.map((role) => t(`roles.${role}`)).join(", ")}
        </Text>
        <Menu.Divider />
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={17} aria-hidden />}>
          {t("own_account")}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} aria-hidden />} onClick={() => void signOut()}>
          {t("sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The first letters of the first two words, as whole characters. */
function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase())
    .join("");
}
