import { Box, Text } from "@mantine/core";
import type { Receipt } from "@purser/contract/schemas";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../stores/preferences.ts";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { LoadingRows } from "../../ui/states.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { PdfPage } from "./pdf-page.tsx";
import { PdfToolbar } from "./pdf-toolbar.tsx";
import { useGetReceiptPdf } from "./receipts.queries.ts";
import { useObjectUrl } from "./use-object-url.ts";
import { usePdfDocument } from "./use-pdf-document.ts";

const ZOOMS = [0.75, 1, 1.25, 1.5, 2] as const;

/** The document of a receipt, drawn in the page itself. */
export function ReceiptPdf({ receipt }: { readonly receipt: Receipt }) {
  const { t } = useTranslation("receipts");
  const { language } = useFormat();
  const [chosen, setLang] = useState<Language | null>(null);
  const lang = chosen ?? language;
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const file = useGetReceiptPdf(receipt, lang);
  const url = useObjectUrl(file.data);
  const { document, error } = usePdfDocument(file.data);
  const fault = file.error ?? error;
  return (
    <Box className="panel" style={{ overflow: "hidden" }}>
      <PdfToolbar
        lang={lang}
        onLang={(next) => {
          setLang(next);
          setPage(1);
        }}
        page={page}
        pages={document?.numPages ?? 0}
        onPage={setPage}
        zoom={{
          level: zoom,
          smaller: ZOOMS.findLast((each) => each < zoom),
          larger: ZOOMS.find((each) => each > zoom),
          onZoom: setZoom,
        }}
        url={url}
        fileName={`${receipt.number}-${lang}.pdf`}
      />
      <Box
        p="md"
        bg="var(--purser-subtle)"
        style={{ overflow: "auto", maxHeight: "80dvh" }}
        tabIndex={0}
        role="region"
        aria-label={t("pdf.label", { number: receipt.number })}
      >
        {fault !== null && <ErrorAlert error={fault} title={t("pdf.failed")} onRetry={() => void file.refetch()} />}
        {fault === null && document === null && (
          <Box maw={800} mx="auto" bg="var(--mantine-color-body)">
            <Text size="sm" c="dimmed" p="md" pb={0}>
              {t("pdf.loading")}
            </Text>
            <LoadingRows rows={16} />
          </Box>
        )}
        {document !== null && (
          <PdfPage
            document={document}
            page={Math.min(page, document.numPages)}
            zoom={zoom}
            label={t("pdf.page", { page, pages: document.numPages })}
          />
        )}
      </Box>
    </Box>
  );
}
