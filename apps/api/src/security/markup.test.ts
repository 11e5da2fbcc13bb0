import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { comparable, readPdf, textOf } from "../testing/pdf-text.ts";
import { sacctRun, sacctText, upload } from "../testing/usage-api.ts";

/** What a browser would run if it were taken for a page; `e2e/markup.e2e.ts` shows all of it to one. */
const MARKUP: readonly string[] = JSON.parse(readFileSync(new URL("markup.json", import.meta.url), "utf8"));
/** What makes a PDF do something by itself. */
const ACTIVE =
  /\/(JS|JavaScript|A|AA|Action|OpenAction|URI|Launch|SubmitForm|EmbeddedFiles?|Annots|AcroForm|XFA|RichMedia)\b/;

let app: ContractApp;
const documents: { readonly markup: string; readonly bytes: Buffer }[] = [];
beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-05-10T00:00:00Z") });
  const { headers } = app.as.finance;
  const rows = MARKUP.map((JobName, index) =>
    sacctRun(index + 1, { JobName, User: `u${index}`, Account: JobName, Partition: JobName, QOS: JobName }),
  );
  expect((await upload(app, sacctText(rows, { delimiter: "\u0001" }))).json()).toMatchObject({ rejected: 0 });
  const accounts = await app.inject({ url: "/api/v1/billing-accounts?limit=500", headers });
  for (const [index, markup] of MARKUP.entries()) {
    const account = accounts.json().data.find((each: { slurm_user: string }) => each.slurm_user === `u${index}`);
    const url = `/api/v1/billing-accounts/${account.id}`;
    const payload = { name: markup, legal_name: markup, address: `${markup}\n${markup}` };
    expect((await app.inject({ method: "PATCH", url, headers, payload })).statusCode).toBe(200);
  }
  const issued = { method: "POST" as const, url: "/api/v1/receipts", headers, payload: { month: "2026-03" } };
  expect((await app.inject(issued)).statusCode).toBe(201);
  const receipts = (await app.inject({ url: "/api/v1/receipts?limit=500", headers })).json().data;
  for (const { id, account_name: markup } of receipts) {
    const body = { method: "bank_transfer", reference: markup, paid_on: "2026-05-10" };
    const paid = { method: "POST" as const, url: `/api/v1/receipts/${id}/payment`, headers, payload: body };
    expect((await app.inject(paid)).statusCode).toBe(200);
    const { rawPayload } = await app.inject({ url: `/api/v1/receipts/${id}/pdf?lang=en`, headers });
    documents.push({ markup, bytes: rawPayload });
  }
}, 120_000);
afterAll(async () => await app[Symbol.asyncDispose]());

/** The objects of a PDF without packed bytes and texts, which may say anything. */
function structureOf(bytes: Buffer): string {
  const objects = bytes.toString("latin1").replaceAll(/\bstream\r?\n[\s\S]*?endstream/g, "");
  return objects.replaceAll(/\((?:\\[\s\S]|[^\\()])*\)/g, "");
}

describe("markup in the texts of a bill", () => {
  it("is tried in a document for each", () => {
    expect(new Set(documents.map(({ markup }) => markup))).toEqual(new Set(MARKUP));
  });

  it("is drawn as the text that it is", async () => {
    for (const { markup, bytes } of documents) {
      const text = textOf((await readPdf(bytes)).pages);
      // As the buyer's name, twice in the address, and as the reference of the payment.
      expect(text.split(comparable(markup)).length - 1, markup).toBeGreaterThanOrEqual(4);
    }
  });

  it("makes no document do anything, link to anything or carry anything", async () => {
    expect(structureOf(documents[0]?.bytes ?? Buffer.alloc(0))).toContain("/Catalog");
    for (const { markup, bytes } of documents) {
      expect([markup, ACTIVE.exec(structureOf(bytes))?.[0]]).toEqual([markup, undefined]);
      const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
      const pdf = await task.promise;
      const found = [await pdf.getJSActions(), await pdf.getOpenAction(), await pdf.getAttachments()];
      for (let page = 1; page <= pdf.numPages; page += 1)
        found.push((await (await pdf.getPage(page)).getAnnotations()).at(0) ?? null);
      await task.destroy();
      expect([markup, found.filter((each) => each !== null)]).toEqual([markup, []]);
    }
  });
});

describe("markup in an answer", () => {
  it("is of a type that no browser takes for a page", async () => {
    for (const path of [
      "/runs",
      "/billing-accounts",
      "/receipts",
      "/audit/records",
      "/audit/records.csv",
      "/usage/batches",
    ]) {
      const answer = await app.inject({ url: `/api/v1${path}`, headers: app.as.center_admin.headers });
      expect([path, answer.statusCode, answer.headers["x-content-type-options"]]).toEqual([path, 200, "nosniff"]);
      expect(String(answer.headers["content-type"])).toMatch(/^(application\/json|text\/csv)/);
    }
  });

  it("comes back in no refusal as more than a text of JSON", async () => {
    for (const markup of MARKUP) {
      const url = `/api/v1/runs/${encodeURIComponent(markup)}?${encodeURIComponent(markup)}=${encodeURIComponent(markup)}`;
      const answer = await app.inject({ url, headers: app.as.finance.headers });
      expect([400, 404, 422]).toContain(answer.statusCode);
      expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    }
  });
});
