import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import type { AuditVerification } from "@purser/contract/schemas";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useVerifyAudit } from "./audit.queries.ts";

/** Recomputes the chain on demand and says what came of it. */
export function Verification() {
  const { t } = useTranslation("audit");
  const { verification: verify, progress } = useVerifyAudit();
  const format = useFormat();
  return (
    <Panel title={t("verify.title")}>
      <Stack>
        <Group justify="space-between">
          <Text size="sm" maw={640}>
            {t("verify.idle")}
          </Text>
          <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
            {t("verify.run")}
          </Button>
        </Group>
        {verify.isPending && progress !== null && (
          <div>
            <Progress value={(100 * progress.done) / Math.max(1, progress.total)} aria-label={t("verify.running")} />
            <Text size="xs" mt={4} role="status">
              {t("verify.progress", { done: format.count(progress.done), total: format.count(progress.total) })}
            </Text>
          </div>
        )}
        {verify.error !== null && <ErrorAlert error={verify.error} onRetry={() => verify.mutate()} />}
        {verify.data !== undefined && <Outcome outcome={verify.data} />}
      </Stack>
    </Panel>
  );
}

function Outcome({ outcome }: { readonly outcome: AuditVerification }) {
  const { t } = useTranslation("audit");
  const format = useFormat();
  if (!outcome.ok) {
    const title =
      outcome.first_bad_sequence === null
        ? t("verify.broken_unknown")
        : t("verify.broken", { sequence: format.count(outcome.first_bad_sequence) });
    return (
      <Alert color="red" icon={<IconShieldX aria-hidden />} title={title} role="alert">
        {outcome.reason !== null && t(`verify.reason.${outcome.reason}`)}
      </Alert>
    );
  }
  return (
    <Alert color="green" icon={<IconShieldCheck aria-hidden />} title={t("verify.ok")} role="status">
      {t("verify.ok_text", { count: outcome.checked, last: format.count(outcome.last_sequence) })}{" "}
      {outcome.unsealed > 0 && t("verify.unsealed", { count: outcome.unsealed })}
    </Alert>
  );
}
