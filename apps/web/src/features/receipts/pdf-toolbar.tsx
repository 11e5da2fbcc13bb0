import { ActionIcon, Button, Group, SegmentedControl, Text, Tooltip } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconExternalLink,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../stores/preferences.ts";

interface Zoom {
  readonly level: number;
  readonly smaller: number | undefined;
  readonly larger: number | undefined;
  readonly onZoom: (level: number) => void;
}

interface Props {
  readonly lang: Language;
  readonly onLang: (lang: Language) => void;
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
  readonly zoom: Zoom;
  readonly url: string | null;
  readonly fileName: string;
}

/** Language, pages, size, and the file itself. */
export function PdfToolbar({ lang, onLang, page, pages, onPage, zoom, url, fileName }: Props) {
  const { t } = useTranslation("receipts");
  return (
    <Group
      p="sm"
      gap="md"
      justify="space-between"
      style={{ borderBottom: "1px solid var(--mantine-color-default-border)" }}
    >
      <SegmentedControl
        size="xs"
        aria-label={t("pdf.language")}
        value={lang}
        onChange={(value) => onLang(value === "th" ? "th" : "en")}
        data={[
          { value: "en", label: <span lang="en">English</span> },
          { value: "th", label: <span lang="th">ไทย</span> },
        ]}
      />
      <Group gap={4}>
        <Tool label={t("pdf.previous")} disabled={page <= 1} onClick={() => onPage(page - 1)}>
          <IconChevronLeft size={18} aria-hidden />
        </Tool>
        <Text size="sm" miw={96} ta="center" aria-live="polite">
          {pages === 0 ? "–" : t("pdf.page", { page, pages })}
        </Text>
        <Tool label={t("pdf.next")} disabled={page >= pages} onClick={() => onPage(page + 1)}>
          <IconChevronRight size={18} aria-hidden />
        </Tool>
        <Tool
          label={t("pdf.zoom_out")}
          disabled={zoom.smaller === undefined}
          onClick={() => zoom.onZoom(zoom.smaller ?? zoom.level)}
        >
          <IconZoomOut size={18} aria-hidden />
        </Tool>
        <Tool
          label={t("pdf.zoom_in")}
          disabled={zoom.larger === undefined}
          onClick={() => zoom.onZoom(zoom.larger ?? zoom.level)}
        >
          <IconZoomIn size={18} aria-hidden />
        </Tool>
      </Group>
      <Group gap="xs">
        <Button
          component="a"
          size="xs"
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
          href={url ?? undefined}
          target="_blank"
          rel="noopener"
          {...(url === null ? { "data-disabled": true } : {})}
        >
          {t("pdf.open")}
        </Button>
        <Button
          component="a"
          size="xs"
          leftSection={<IconDownload size={16} aria-hidden />}
          href={url ?? undefined}
          download={fileName}
          {...(url === null ? { "data-disabled": true } : {})}
        >
          {t("pdf.download")}
        </Button>
      </Group>
    </Group>
  );
}

interface ToolProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Tool({ label, disabled, onClick, children }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
