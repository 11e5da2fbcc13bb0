import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrationFaults } from "./migrations.mjs";
import { ROOT } from "./programs.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "purser-migrations-"));
  mkdirSync(join(root, "migrations"));
  writeFileSync(join(root, "package.json"), '{"version":"1.5.0"}');
  writeFileSync(
    join(root, "migrations/0001_old.sql"),
    "create table a.old (id int, note text); create table a.far ();\n",
  );
});
afterEach(() => rmSync(root, { recursive: true }));

function faults(text: string): string[] {
  writeFileSync(join(root, "migrations/0099_next.sql"), text);
  return migrationFaults(root);
}

it("finds nothing wrong with ours", () => {
  expect(migrationFaults(ROOT)).toEqual([]);
});

it.each([
  ["Contracts a.old.note", "alter table a.old add x text, drop column note;"],
  ["Contracts a.old.note", "alter table only a.old drop if exists note;"],
  ["Contracts a.old.note", "alter table a.old rename column note to text;"],
  ["Contracts a.old.note", "alter table a.old alter note type json using note::json;"],
  ["Contracts a.old.note", "alter table a.old alter column note set not null;"],
  ["Contracts a.old.note", "alter table a.old alter column note drop default;"],
  ["Contracts a.old.x", "alter table a.old add column x int not null;"],
  ["Contracts a.old.short", "alter table a.old add constraint short check (length(note) < 9) not valid;"],
  [
    "Contracts a.old.both",
    "alter table a.old add x int, add constraint both check ((note is null) = (x is null)) not valid;",
  ],
  ["Contracts a.old", "DROP TABLE a.old;"],
  ["Contracts a.old", "do $$ begin if true then truncate a.old; end if; end $$;"],
  ["Contracts a.old", "revoke insert on a.old from purser_app;"],
  ["Contracts a.old", "create unique index one on a.old (note);"],
  ["Locks a.old", "create index by_note on a.old (note);"],
  ["Locks a.far", "alter table a.old add x int; alter table a.far add x int;"],
  ["Locks a.old", "update a.old set note = 'x';"],
  ["Locks a.old", "alter table a.old add x int check (x > 0);"],
  ["Locks a.old", "alter table a.old add x uuid default gen_random_uuid();"],
  ["Locks a.old", "alter table a.old add x int generated always as (length(note)) stored;"],
  ["Locks a.old", "alter table a.old drop constraint kind, add constraint kind check (note in ('a', 'b'));"],
])("refuses what %s: %s", (fault, text) => {
  expect(faults(text)).toEqual([expect.stringContaining(`0099_next.sql: ${fault}: `)]);
});

it.each([
  "create table a.new (id int primary key, old int references a.old (id)); create index on a.new (old); drop table a.new;",
  "alter table a.old add column x int, add y int not null default 0, add constraint y_is_more check (y > coalesce(x, 0)) not valid;",
  "alter table a.old drop constraint kind, add constraint kind check (note in ('a', 'b')) not valid;",
  "create function a.f() returns void language sql as $$ delete from a.old; $$; -- drop table a.old",
  "alter table a.old alter note drop not null; grant update on a.old to purser_app; comment on table a.old is 'update a.old';",
])("lets pass what expands: %s", (text) => {
  expect(faults(text)).toEqual([]);
});

it("lets pass what says at its top which version, before this one, was the last to use it, or why a lock is short", () => {
  const drop = "alter table a.old drop column note;";
  expect(faults(`-- Contracts a.old.note: 1.4.0 was the last version to use it.\n${drop}`)).toEqual([]);
  expect(faults(`-- Contracts a.old.note: 1.5.0 was the last version to use it.\n${drop}`)).toHaveLength(1);
  expect(faults(`-- Contracts a.old.id: 1.4.0 was the last version to use it.\n${drop}`)).toHaveLength(1);
  expect(faults(`${drop}\n-- Contracts a.old.note: 1.4.0 was the last version to use it.\n`)).toHaveLength(1);
  expect(faults("-- Locks a.old: it has few rows.\ncreate index on a.old (note);")).toEqual([]);
  expect(faults("-- Locks a.other: it has few rows.\ncreate index on a.old (note);")).toHaveLength(1);
});
