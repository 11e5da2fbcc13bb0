const COLUMNS = [
  "JobID",
  "JobIDRaw",
  "Cluster",
  "User",
  "Account",
  "Partition",
  "QOS",
  "State",
  "ExitCode",
  "Submit",
  "Start",
  "End",
  "ElapsedRaw",
  "Suspended",
  "NNodes",
  "ReqCPUS",
  "ReqMem",
  "AllocTRES",
  "TotalCPU",
  "MaxRSS",
  "AveRSS",
  "ConsumedEnergyRaw",
  "JobName",
] as const;

type Column = (typeof COLUMNS)[number];
export type AccountingRow = Readonly<Partial<Record<Column, string>>>;

const ORDINARY: Readonly<Record<Column, string>> = {
  JobID: "1",
  JobIDRaw: "1",
  Cluster: "alpha",
  User: "ann",
  Account: "astro",
  Partition: "cpu",
  QOS: "normal",
  State: "COMPLETED",
  ExitCode: "0:0",
  Submit: "2026-10-05T08:00:00",
  Start: "2026-10-05T09:00:00",
  End: "2026-10-05T10:00:00",
  ElapsedRaw: "3600",
  Suspended: "00:00:00",
  NNodes: "1",
  ReqCPUS: "4",
  ReqMem: "8G",
  AllocTRES: "billing=4,cpu=4,mem=8G,node=1",
  TotalCPU: "01:00:00",
  MaxRSS: "",
  AveRSS: "",
  ConsumedEnergyRaw: "0",
  JobName: "job",
};

export const ACCOUNTING_HEADER = `${COLUMNS.join("|")}\n`;

/** One line as sacct writes it: an hour on four CPUs and 8 GiB in October 2026, with what the row changes. */
export function accountingLine(row: AccountingRow): string {
  const { JobIDRaw = row.JobID ?? ORDINARY.JobIDRaw } = row;
  const whole = { ...ORDINARY, ...row, JobIDRaw };
  return `${COLUMNS.map((column) => whole[column]).join("|")}\n`;
}

/** A whole text of sacct. */
export function accountingText(rows: readonly AccountingRow[]): string {
  return ACCOUNTING_HEADER + rows.map(accountingLine).join("");
}
