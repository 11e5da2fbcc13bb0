import type { Run } from "../../jobs/core/run.ts";
import { IngestError } from "./errors.ts";
import { type Column, SACCT_COLUMNS, unknownColumn } from "./sacct-columns.ts";

/** What the first line says about all the others. */
export interface SacctHeader {
  readonly delimiter: string;
  /** The columns in their order. `--parsable` ends each line with a delimiter: then a last one follows that is always empty. */
  readonly columns: readonly Column[];
  /** Lines end with CR LF. */
  readonly crlf: boolean;
}

const CLOSING: Column = { name: "", pattern: /^$/, supplies: [] };

const REQUIRED = ["Submit", "Start", "End", "State", "User", "AllocTRES"];

/** One character that values are full of cannot part them. */
const NO_DELIMITER = /^(?:[A-Za-z0-9,:=+./_[\]%()*-]|\s+|\s*-+\s*)$/;

/** What parts two columns does not hold a third. Short names may be in a random delimiter by chance. */
const LONG_NAMES = [...SACCT_COLUMNS.keys()].filter((name) => name.length >= 5);

/**
 * Reads the header. AllocTRES cannot be replaced by AllocCPUS or NCPUS: they say nothing of memory and GPUs, and NCPUS of
 * a pending job is what it asked for.
 *
 * @throws {IngestError} if the line is no header, its delimiter cannot be told, or a column is missing or there twice.
 */
export function parseHeader(line: string, cluster: string | null): SacctHeader {
  const crlf = line.endsWith("\r");
  const text = (crlf ? line.slice(0, -1) : line).replace(/^\u00ef\u00bb\u00bf/, "");
  const delimiter = findDelimiter(text);
  const names = text.split(delimiter);
  const closed = names.at(-1) === "";
  const columns = (closed ? names.slice(0, -1) : names).map((name) => columnNamed(name.trim()));
  checkColumns(columns, cluster);
  return { delimiter, columns: closed ? [...columns, CLOSING] : columns, crlf };
}

/** The fields of a run that these columns can supply. */
export function presentFields(columns: readonly Column[]): ReadonlySet<keyof Run> {
  const fields = new Set<keyof Run>([
    "cluster",
    "jobId",
    "submittedAt",
    ...columns.flatMap((column) => column.supplies),
  ]);
  const names = new Set(columns.map((column) => column.name));
  const elapsed = names.has("ElapsedRaw") || names.has("Elapsed");
  if (names.has("AveRSS") && elapsed) fields.add("usedMemoryKibSeconds");
  // What Slurm calls elapsed leaves out the suspended time, so either follows from the other and the times.
  if (elapsed) fields.add("suspendedSeconds");
  if (names.has("Suspended")) fields.add("elapsedSeconds");
  return fields;
}

function columnNamed(name: string): Column {
  return SACCT_COLUMNS.get(name.toLowerCase()) ?? unknownColumn(name);
}

function isKnown(name: string): boolean {
  return SACCT_COLUMNS.has(name.trim().toLowerCase());
}

function findDelimiter(text: string): string {
  for (const plain of ["|", "\u001f", "\t"]) {
    if (text.split(plain).filter(isKnown).length >= 2) return plain;
  }
  const firstNames = [...SACCT_COLUMNS.keys()].filter((name) => text.toLowerCase().startsWith(name));
  if (firstNames.length === 0) throw new IngestError("INGEST_HEADER_MISSING");
  const candidates = firstNames
    .sort((a, b) => b.length - a.length)
    .flatMap((name) => delimitersAfter(text, name.length))
    .filter((delimiter) => text.split(delimiter).every((name) => name === "" || isKnown(name)))
    .filter((delimiter) => !LONG_NAMES.some((name) => delimiter.toLowerCase().includes(name)));
  const [found] = candidates;
  if (found === undefined || NO_DELIMITER.test(found)) throw new IngestError("INGEST_DELIMITER_UNKNOWN");
  return found;
}

/** Whatever stands between the first column name and any other, the shortest first. */
function delimitersAfter(text: string, length: number): string[] {
  const rest = text.slice(length);
  const lower = rest.toLowerCase();
  const ends = [...SACCT_COLUMNS.keys()].map((name) => lower.indexOf(name)).filter((index) => index > 0);
  return [...new Set(ends)].sort((a, b) => a - b).map((end) => rest.slice(0, end));
}

function checkColumns(columns: readonly Column[], cluster: string | null): void {
  const names = columns.map((column) => column.name);
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.filter((_, index) => lower.indexOf(lower[index] ?? "") !== index);
  if (twice.length > 0) throw new IngestError("INGEST_COLUMN_DUPLICATE", { columns: twice.join(", ") });
  if (!names.some((name) => SACCT_COLUMNS.has(name.toLowerCase()))) throw new IngestError("INGEST_HEADER_MISSING");
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (!names.includes("JobIDRaw") && !names.includes("JobID")) missing.unshift("JobIDRaw");
  if (missing.length > 0) throw new IngestError("INGEST_COLUMN_MISSING", { columns: missing.join(", ") });
  if (cluster === null && !names.includes("Cluster")) throw new IngestError("INGEST_CLUSTER_MISSING");
}
