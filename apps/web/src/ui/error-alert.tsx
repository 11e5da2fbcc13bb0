import { Alert, Button, Code, CopyButton, Group, List, Text } from "@mantine/core";
import { IconAlertTriangle, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError, type ErrorDetail } from "../api/api-error.ts";
import { useFormat } from "./use-format.ts";

interface Props {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** What was wrong and what else is told of it; in which part of a call it stood says nothing to a person. */
function wordsOf({ field: _field, in: _in, issue, ...facts }: ErrorDetail): string {
  return [issue, ...Object.entries(facts).map(([name, value]) => `${name}: ${String(value)}`)].join(" · ");
}

/** Refusals whose message names what its code cannot: the column, the line, the period, the cluster. */
const NAMING: ReadonlySet<string> = new Set([
  ...["INGEST_COLUMN_MISSING", "INGEST_COLUMN_DUPLICATE", "INGEST_TRUNCATED", "INGEST_TIME_ZONE_UNKNOWN"],
  ...["INGEST_SLURM_ERROR", "RECONCILE_REPORT_UNREADABLE", "RECONCILE_REPORT_CUT", "RECONCILE_OTHER_PERIOD"],
  ...["RECONCILE_OTHER_CLUSTER", "RECONCILE_NO_SREPORT", "CLUSTER_UNKNOWN"],
  ...["PULL_OPEN", "CLUSTER_RETIRED"],
]);

/** Whether the server's message is what a person should read: it names more than the code, and in their language. */
function isNaming(error: ApiError, language: string): boolean {
  return NAMING.has(error.code) && error.language === language;
}

/** The text of an error by its code, or the server's where that names more, in the person's language. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation("errors");
  return (error) => {
    if (!(error instanceof ApiError)) return t("code.UNKNOWN");
    return isNaming(error, i18n.language) ? error.message : t(`code.${error.code}`);
  };
}

/** Says what was refused, in words, with what the server told of it and the id it can be found by. */
export function ErrorAlert({ error, title, onRetry }: Props) {
  const { t, i18n } = useTranslation("errors");
  const text = useErrorText();
  const format = useFormat();
  const fault = error instanceof ApiError ? error : null;
  const details = fault === null || isNaming(fault, i18n.language) ? [] : fault.details;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={title ?? t("title")} role="alert">
      <Text size="sm">{text(error)}</Text>
      {fault?.status === 429 && fault.retryAfterSeconds !== null && (
        <Text size="sm" fw={600} mt={4}>
          {t("retry_in", { time: format.duration(fault.retryAfterSeconds) })}
        </Text>
      )}
      {details.length > 0 && (
        <List size="sm" mt={6}>
          {details.map((detail) => (
            <List.Item key={`${detail.field} ${wordsOf(detail)}`}>
              {detail.field !== undefined && detail.field !== "" && (
                <>
                  <span className="mono">{detail.field}</span> ·{" "}
                </>
              )}
              {wordsOf(detail)}
            </List.Item>
          ))}
        </List>
      )}
      {(onRetry !== undefined || fault?.requestId != null) && (
        <Group mt="sm" gap="sm">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t("retry")}
            </Button>
          )}
          {fault?.requestId != null && <RequestId id={fault.requestId} />}
        </Group>
      )}
    </Alert>
  );
}

function RequestId({ id }: { readonly id: string }) {
  const { t } = useTranslation("errors");
  return (
    <Group gap={6}>
      <Text size="xs" c="dimmed">
        {t("request_id")}
      </Text>
      <Code>{id}</Code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="subtle" onClick={copy} aria-label={t("copy_request_id")}>
            {copied ? t("copied") : <IconCopy size={15} aria-hidden />}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
