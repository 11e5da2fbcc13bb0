import { Stack } from "@mantine/core";
import type { UsageBatch } from "@purser/contract/schemas";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "../../api/api-error.ts";
import type { UploadProgress } from "../../api/upload.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { IngestForm, type IngestInput } from "./ingest-form.tsx";
import { IngestProgress } from "./ingest-progress.tsx";
import { IngestResult } from "./ingest-result.tsx";
import { SacctCommand } from "./sacct-command.tsx";
import { useUploadUsageBatch } from "./usage.queries.ts";

export function IngestPage() {
  const { t } = useTranslation("usage");
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [done, setDone] = useState<UsageBatch | null>(null);
  const cancelling = useRef<AbortController | null>(null);
  const uploading = useUploadUsageBatch();

  function start(input: IngestInput) {
    const controller = new AbortController();
    cancelling.current = controller;
    setProgress({ sentBytes: 0, totalBytes: input.file.size });
    uploading.mutate({ ...input, signal: controller.signal, onProgress: setProgress }, { onSuccess: setDone });
  }

  if (done !== null) {
    const again = () => {
      setDone(null);
      uploading.reset();
    };
    return (
      <>
        <PageHeader title={t("ingest.title")} lead={t("ingest.lead")} />
        <IngestResult batch={done} onAgain={again} />
      </>
    );
  }
  const cancelled = uploading.error instanceof ApiError && uploading.error.code === "CANCELLED";
  return (
    <>
      <PageHeader title={t("ingest.title")} lead={t("ingest.lead")} />
      <Stack>
        {uploading.error !== null && !cancelled && <ErrorAlert error={uploading.error} title={t("ingest.failed")} />}
        <Panel>
          {uploading.isPending && progress !== null ? (
            <IngestProgress progress={progress} onCancel={() => cancelling.current?.abort()} />
          ) : null}
          <div hidden={uploading.isPending}>
            <IngestForm onSubmit={start} />
          </div>
        </Panel>
        <SacctCommand />
      </Stack>
    </>
  );
}
