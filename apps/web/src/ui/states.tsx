import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import { IconCompass, IconFileOff, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../api/api-error.ts";
import { EmptyState } from "./empty-state.tsx";
import { ErrorAlert } from "./error-alert.tsx";
import { LinkButton } from "./link-button.tsx";
import { useWithinPanel } from "./panel.tsx";

/** The shape of what is coming, while it is on its way. */
export function LoadingRows({ rows = 6 }: { readonly rows?: number }) {
  const { t } = useTranslation("ui");
  return (
    <Stack p="md" gap="sm" role="status">
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <Skeleton key={row} height={22} radius="sm" width={`${100 - ((row * 7) % 23)}%`} />
      ))}
    </Stack>
  );
}

/** There is no page at this address. */
export function NotFoundPage() {
  const { t } = useTranslation("ui");
  return <FullPage icon={IconCompass} title={t("not_found.title")} text={t("not_found.text")} />;
}

/** There is a page, but not for this person's roles. */
export function ForbiddenPage() {
  const { t } = useTranslation("ui");
  return <FullPage icon={IconLock} title={t("forbidden.title")} text={t("forbidden.text")} />;
}

function FullPage(props: { readonly icon: typeof IconLock; readonly title: string; readonly text: string }) {
  const { t } = useTranslation("ui");
  return (
    <EmptyState
      {...props}
      wholePage={!useWithinPanel()}
      action={
        <LinkButton to="/" variant="light">
          {t("not_found.action")}
        </LinkButton>
      }
    />
  );
}

interface RecordErrorProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  /** Stands above a call that failed, where nothing else on the page does. */
  readonly heading?: ReactNode;
}

/** A record could not be shown: it is missing, forbidden, or the call failed. */
export function RecordError({ error, onRetry, heading }: RecordErrorProps) {
  const { t } = useTranslation("ui");
  if (error instanceof ApiError && error.status === 403) return <ForbiddenPage />;
  const missing = error instanceof ApiError && (error.status === 404 || error.status === 422);
  if (missing) return <FullPage icon={IconFileOff} title={t("missing.title")} text={t("missing.text")} />;
  return (
    <>
      {heading}
      <ErrorAlert error={error} onRetry={onRetry} />
    </>
  );
}
