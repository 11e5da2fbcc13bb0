import { move } from "piscina";
import type { PdfDefinition } from "./pdf-definition.ts";
import { renderPdf } from "./render-pdf.ts";

/** One document to draw: the module and the name of its layout, and what the layout takes. */
export interface PdfTask {
  readonly moduleUrl: string;
  readonly exportName: string;
  readonly args: readonly unknown[];
}

/** Runs in a worker thread: lays a document out and draws it. The bytes move to the caller, they are not copied. */
export async function drawPdf(task: PdfTask): Promise<ReturnType<typeof move>> {
  const module: Record<string, unknown> = await import(task.moduleUrl);
  const layout = module[task.exportName];
  if (typeof layout !== "function") throw new Error(`${task.exportName} is not a layout`);
  // `PdfPool.render` is the only sender, and it takes nothing but functions that give a definition.
  const definition = layout(...task.args) as PdfDefinition;
  return move(new Uint8Array(await renderPdf(definition)));
}
