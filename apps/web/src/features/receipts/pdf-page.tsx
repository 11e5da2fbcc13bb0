import { useElementSize } from "@mantine/hooks";
import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";

/** A page at its natural width is about 794 px; wider than this it would only grow blurry letters. */
const WIDEST = 900;

const SHEET = {
  ...{ display: "block", margin: "0 auto", background: "#fff" },
  boxShadow: "0 1px 6px rgb(0 0 0 / 25%)",
} as const;

interface Props {
  readonly document: PDFDocumentProxy;
  readonly page: number;
  readonly zoom: number;
  readonly label: string;
}

/** One page on a canvas, as wide as the room for it, with its text beside it for those who cannot see it. */
export function PdfPage({ document, page, zoom, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref, width } = useElementSize();
  const [text, setText] = useState("");
  useEffect(() => {
    const target = canvas.current;
    if (target === null || width === 0) return;
    let cancel: (() => void) | null = null;
    let current = true;
    const draw = async () => {
      const sheet = await document.getPage(page);
      if (!current) return;
      const scale = (Math.min(width, WIDEST) / sheet.getViewport({ scale: 1 }).width) * zoom;
      const viewport = sheet.getViewport({ scale: scale * window.devicePixelRatio });
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      target.style.width = `${Math.floor(viewport.width / window.devicePixelRatio)}px`;
      const task = sheet.render({ canvas: target, viewport });
      cancel = () => task.cancel();
      await task.promise;
      const { items } = await sheet.getTextContent();
      if (current) setText(items.map((item) => ("str" in item ? item.str : "")).join(" "));
    };
    draw().catch((error: unknown) => {
      // A drawing given up for a newer one is no fault.
      if (current) throw error;
    });
    return () => {
      current = false;
      cancel?.();
    };
  }, [document, page, zoom, width]);
  return (
    <div ref={ref}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${label}. ${text}`}
        width={WIDEST}
        height={Math.round(WIDEST * Math.SQRT2)} // an A4 page, until it is drawn: so nothing moves when it is
        style={{ ...SHEET, maxWidth: zoom > 1 ? "none" : "100%" }}
      />
    </div>
  );
}
