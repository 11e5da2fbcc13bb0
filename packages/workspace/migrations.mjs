// Holds migrations to what the version before can live with, which works on while they run and after: they only expand what
// is there, and lock no table for long. What a rule refuses may be done where the comment at the top says why:
//   -- Contracts receipts.line.note: 1.4.0 was the last version to use it.
//   -- Locks identity.person: a row for each person, which is few.
// SQL that a block puts together while it runs is not seen.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "./programs.mjs";

/** The last migration that installations have, to be raised with each release. What is made after it may be changed freely. */
const LAST_RELEASED = "0035";

const TABLE = "([a-z_]+\\.[a-z_0-9]+)";
/** What a new column may begin with without the whole table being written anew. */
const CONSTANT = /default ('|[-0-9.]+|true|false|null|now\(\))/;
/** Words of a condition that are no columns. */
const WORDS = new Set("check and or not is null in between like similar to true false any all array".split(" "));

/** What is wrong with the migrations of the project at `root`, one line each. */
export function migrationFaults(root) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const migrations = readdirSync(join(root, "migrations"))
    .filter((file) => file.endsWith(".sql"))
    .map((file) => ({ file, text: readFileSync(join(root, "migrations", file), "utf8") }));
  const released = migrations.filter(({ file }) => file.slice(0, LAST_RELEASED.length) <= LAST_RELEASED);
  const tables = new Set(released.flatMap(({ text }) => names(text, `create table ${TABLE}`)));
  return migrations
    .filter((each) => !released.includes(each))
    .flatMap(({ file, text }) => faultsOf(text, { tables, version }).map((fault) => `${file}: ${fault}`));
}

function faultsOf(text, { tables, version }) {
  const comment = /^(--.*\n)*/.exec(text)[0];
  const excuses = [...comment.matchAll(/^-- Contracts (\S+): ([0-9.]+) was the last version to use it\.$/gm)]
    .filter(([, , last]) => isBefore(last, version))
    .map(([, subject]) => `Contracts ${subject}`)
    .concat([...comment.matchAll(/^-- (Locks \S+): /gm)].map(([, excuse]) => excuse));
  const statements = statementsOf(text);
  const changes = statements.flatMap((statement) => changesOf(statement, statements.join(" ; ")));
  const altered = new Set(statements.flatMap((each) => names(each, `alter table (?:if exists )?(?:only )?${TABLE}`)));
  for (const table of [...altered].filter((each) => tables.has(each)).slice(1))
    changes.push({
      table,
      rule: "Locks",
      why: "it is the second that is changed here; those who work on both wait in turn",
    });
  return changes
    .filter(({ table, rule, subject }) => tables.has(table) && !excuses.includes(`${rule} ${subject ?? table}`))
    .map(({ rule, subject, table, why }) => `${rule} ${subject ?? table}: ${why}`);
}

/** In lower case, without comments, bodies of functions and what stands between quotes. */
function statementsOf(text) {
  return text
    .toLowerCase()
    .replaceAll(/--.*$/gm, " ")
    .replaceAll(/'[^']*'/g, "''")
    .replaceAll(/\bdo (\$\w*\$)(.*?)\1/gs, "$2") // a block is done here and now
    .replaceAll(/(\$\w*\$).*?\1/gs, " ")
    .split(";")
    .map((statement) => statement.replaceAll(/\s+/g, " ").trim());
}

function changesOf(statement, all) {
  const found = (pattern, rule, why) => names(statement, pattern).map((table) => ({ table, rule, why }));
  const [, altered, actions = ""] =
    new RegExp(`alter table (?:if exists )?(?:only )?${TABLE} (.*)`).exec(statement) ?? [];
  return [
    ...found(`(?:drop table(?: if exists)?|truncate(?: table)?) ${TABLE}`, "Contracts", "what was there is gone"),
    ...found(`revoke .* on (?:table )?${TABLE}`, "Contracts", "a right is taken away"),
    ...found(`create unique index .*?on ${TABLE}`, "Contracts", "a rule that the version before does not know"),
    ...found(`create index .*?on ${TABLE}`, "Locks", "nobody writes while the index is built"),
    ...found(`(?:update|delete from) ${TABLE}`, "Locks", "its rows are held until the end"),
    ...apart(actions).flatMap((action) => ofAction(action, { table: altered, all })),
  ];
}

/** Each: how an action of ALTER TABLE begins, what is broken by it, and why. `$1` is the column. */
const ACTIONS = [
  [/^rename (?:column )?(\w+)/, "Contracts", "its name is gone"],
  [/^drop (?:column )?(?:if exists )?(?!constraint\b|expression\b)(\w+)/, "Contracts", "what was there is gone"],
  [/^alter (?:column )?(\w+) (?:set data )?type/, "Contracts", "its type is another"],
  [/^alter (?:column )?(\w+) set not null/, "Contracts", "the version before may leave it empty"],
  [/^alter (?:column )?(\w+) drop default/, "Contracts", "the version before may leave it out"],
  [/^set schema()/, "Contracts", "its name is gone"],
];

function ofAction(action, { table, all }) {
  const [, adds] =
    /^add (?:column )?(?:if not exists )?(?!constraint\b|check\b|unique\b|primary\b|foreign\b|exclude\b)(\w+)/.exec(
      action,
    ) ?? [];
  if (adds !== undefined) return ofColumn(action, { table, subject: `${table}.${adds}` });
  if (/^add /.test(action)) return ofConstraint(action, { table, all });
  return ACTIONS.flatMap(([pattern, rule, why]) => {
    const match = pattern.exec(action);
    return match === null ? [] : [{ table, rule, why, subject: match[1] === "" ? table : `${table}.${match[1]}` }];
  });
}

function ofColumn(action, { table, subject }) {
  const changes = [];
  if (/ not null/.test(action) && !/ default | generated /.test(action))
    changes.push({ table, rule: "Contracts", subject, why: "the version before leaves it out" });
  if (/ (check|references|unique|primary key)\b/.test(action))
    changes.push({ table, rule: "Locks", why: "all rows are looked at; add the constraint by name, not valid" });
  if (/ generated .*stored/.test(action) || (/ default /.test(action) && !CONSTANT.test(action)))
    changes.push({ table, rule: "Locks", why: "all rows are written anew" });
  return changes;
}

/** One that takes the place of one of its name is wider; another may be about nothing but new columns. */
function ofConstraint(action, { table, all }) {
  const [, name = "?"] = /^add constraint (\w+)/.exec(action) ?? [];
  const added = names(all, `add (?:column )?(?:if not exists )?(\\w+)`);
  const condition = action.replace(/^add (constraint \w+ )?/, "").replace(/ not valid$/, "");
  const words = condition.match(/\b[a-z_]\w*\b(?! *\()/g)?.filter((word) => !WORDS.has(word)) ?? [];
  const isAboutNew = condition.startsWith("check") && words.every((word) => added.includes(word));
  if (!isAboutNew && !all.includes(`drop constraint ${name}`))
    return [
      { table, rule: "Contracts", subject: `${table}.${name}`, why: "a rule that the version before does not know" },
    ];
  if (/ not valid$/.test(action)) return [];
  return [{ table, rule: "Locks", why: "all rows are looked at; add it as not valid" }];
}

/** Parted at the commas that stand in no brackets. */
function apart(list) {
  const parts = [""];
  let depth = 0;
  for (const letter of list) {
    if (letter === "(" || letter === "[") depth += 1;
    if (letter === ")" || letter === "]") depth -= 1;
    if (letter === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function names(text, pattern) {
  return [...text.matchAll(new RegExp(pattern, "g"))].map(([, name]) => name);
}

function isBefore(version, other) {
  const [a, b] = [version, other].map((each) => each.split(".").map(Number));
  const at = a.findIndex((number, index) => number !== b[index]);
  return at >= 0 && a[at] < (b[at] ?? 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const faults = migrationFaults(ROOT);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
