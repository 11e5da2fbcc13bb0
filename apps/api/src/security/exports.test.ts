import { document } from "@purser/contract/document";
import { parse } from "csv-parse/sync";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { type SacctRow, sacctRun, sacctText, upload } from "../testing/usage-api.ts";

// No spreadsheet opens the files here: they are read by two parsers that know nothing of each other, and every cell is
// judged by the characters with which spreadsheets begin a formula (ASVS 1.2.10).

/** Each is a cell, whole, that some spreadsheet would compute or that would break out of its cell. */
const FORMULAS = [
  ...[
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","x")',
    "=IMPORTXML(1,2)",
  ],
  ...[
    '";=1+1;"',
    '",=1+1,"',
    ";=1+1",
    "'=1+1",
    " =1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    "|=1+1",
    '"',
    '""',
    "=\u0e01\u0e33",
  ],
];
/** What a header of HTTP can carry besides. */
const IN_HEADERS = ["\t=1+1", "=1+1\t", "x\t=1"];
/** What the name of a cluster can be: nothing that cannot be seen, and no blank at its ends. */
const IN_NAMES = FORMULAS.filter((text) => text.trim() === text);

/** Every operation that answers with a table for spreadsheets; each has its own dangerous texts planted below. */
const EXPORTS = ["exportAuditRecords", "exportUsageRejects"];

let app: ContractApp;
/** Where they are called. */
let paths: readonly string[];
beforeAll(async () => {
  app = await startContractApp({ config: { auditStoreRawUa: true } });
  const rows = IN_NAMES.map((Cluster, index) => sacctRun(index + 1, { Cluster, User: `u${index}` }));
  expect((await upload(app, sacctText(rows, { delimiter: "\u0001" }))).json()).toMatchObject({ rejected: 0 });
  paths = ["/api/v1/audit/records.csv", await rejectsPath()];
  const { headers } = app.as.center_admin;
  for (const agent of [...FORMULAS, ...IN_HEADERS]) {
    const sent = Buffer.from(agent).toString("latin1"); // as bytes, the way a client writes them
    const call = {
      method: "POST" as const,
      url: "/api/v1/audit/checkpoints",
      headers: { ...headers, "user-agent": sent },
    };
    expect((await app.inject(call)).statusCode).toBe(201);
  }
});
afterAll(async () => await app[Symbol.asyncDispose]());

/** Uploads records that are set aside, each of which begins with what is dangerous; where its rejects are. */
async function rejectsPath(): Promise<string> {
  const rows = IN_NAMES.map((User) => ({ User, ...sacctRun(0, { User }) }));
  const names = Object.keys(rows[0] ?? {}) as (keyof SacctRow)[]; // those of the rows
  const lines = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
  const text = lines.map((cells) => `${cells.join("\u0001")}\n`).join("");
  const { id, rejected } = (await upload(app, text)).json();
  expect(rejected).toBe(IN_NAMES.length);
  return `/api/v1/usage/batches/${id}/rejects.csv`;
}

const PARSERS: readonly (readonly [string, (text: string) => string[][]])[] = [
  ["csv-parse", (text) => parse(text, { bom: true })],
  ["Papa Parse", (text) => Papa.parse<string[]>(text, { skipEmptyLines: true }).data],
];
const isFormula = (cell: string) => /^[\s\0]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/.test(cell);
/** As it is in the file: a quote before what would begin a formula, also after what parts cells elsewhere. */
const guarded = (text: string) =>
  text.replaceAll(/(^\s*|[;|]\s*)([=+\-@\uff0b\uff0d\uff1d\uff20])/g, (_, before, sign) =>
    before.startsWith(";") || before.startsWith("|") ? `${before}'${sign}` : `'${before}${sign}`,
  );
const isFigure = (cell: string) => /^-?\d+(\.\d+)?$/.test(cell);

async function exported(url = paths[0] ?? ""): Promise<string> {
  const answer = await app.inject({ url, headers: app.as.center_admin.headers });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-disposition"] ?? "attachment").toMatch(/^attachment/);
  return answer.body;
}

describe("a table for spreadsheets", () => {
  it("is answered by these operations and by no other", () => {
    const tables = Object.values(document.paths).flatMap((item) =>
      Object.values(item as Record<string, { operationId?: string; responses?: object }>)
        .filter(({ responses }) =>
          JSON.stringify(responses ?? {}).match(/text\/csv|spreadsheet|ms-excel|tab-separated/),
        )
        .map(({ operationId }) => operationId),
    );
    expect(tables).toEqual(EXPORTS);
  });

  it.each(PARSERS)(
    "read by %s has the same columns in every row, and every text as it was, but for a quote",
    async (_, read) => {
      const [heading = [], ...rows] = read(await exported());
      expect(new Set(rows.map((row) => row.length))).toEqual(new Set([heading.length]));
      const column = (name: string) => rows.map((row) => row[heading.indexOf(name)] ?? "");
      const [subjects, agents] = [new Set(column("subject")), new Set(column("user_agent"))];
      for (const text of IN_NAMES) expect(subjects).toContain(guarded(text));
      for (const text of FORMULAS.filter((each) => each.trim() === each && /^[ -~]+$/.test(each)))
        expect(agents).toContain(guarded(text));
    },
  );

  it.each(PARSERS)("read by %s has no cell that a spreadsheet computes", async (_, read) => {
    for (const path of paths) {
      const cells = read((await exported(path)).replace("\uFEFF", "")).flat();
      expect(cells.length).toBeGreaterThan(80);
      expect(cells.filter((cell) => isFormula(cell) && !isFigure(cell))).toEqual([]);
    }
  });

  it("has none either where a semicolon or a tab parts the cells, as some spreadsheets take it", async () => {
    const texts = await Promise.all(paths.map(async (path) => await exported(path)));
    for (const [text, delimiter] of texts.flatMap((each) => [";", "\t", "|"].map((part) => [each, part] as const))) {
      const cells = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: true }).data.flat();
      expect(cells.filter(isFormula)).toEqual([]);
    }
  });
});
