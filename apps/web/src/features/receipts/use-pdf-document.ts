import * as pdfjs from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import { useEffect, useState } from "react";

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

interface Opened {
  readonly file: Blob;
  readonly document: pdfjs.PDFDocumentProxy | null;
  readonly error: unknown;
}

/** Opens a PDF held in memory. The worker is part of the app, and nothing of the document is executed or fetched. */
export function usePdfDocument(file: Blob | undefined): Pick<Opened, "document" | "error"> {
  const [opened, setOpened] = useState<Opened | null>(null);
  useEffect(() => {
    if (file === undefined) return;
    let current = true;
    let task: pdfjs.PDFDocumentLoadingTask | null = null;
    const open = async () => {
      try {
        const data = new Uint8Array(await file.arrayBuffer());
        task = pdfjs.getDocument({ data, isEvalSupported: false, enableXfa: false, useWasm: false });
        const document = await task.promise;
        if (current) setOpened({ file, document, error: null });
      } catch (error) {
        if (current) setOpened({ file, document: null, error });
      }
    };
    void open();
    return () => {
      current = false;
      void task?.destroy();
    };
  }, [file]);
  return opened !== null && opened.file === file ? opened : { document: null, error: null };
}
