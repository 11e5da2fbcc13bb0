import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { document } from "@purser/contract/document";
import { checkSync } from "recheck";
import { describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const SOURCES = ["apps/api/src", "apps/web/src", "packages/kernel/src"];
const IS_TEST = /\.test\.tsx?$|\/(testing|faults|security|demo)\//;
const ATTACK_LENGTH = 50_000;
const LIMIT_MILLISECONDS = 10;

interface Found {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** A regular expression as the language writes it: after something that is not a value, and not a comment. */
const LITERAL =
  /(?<=[(,=:[!&|?{};\s]|^)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)(?=[\s.,;)\]}:?]|$)/gm;

function sourceRegexes(): Found[] {
  return SOURCES.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((file) => join(ROOT, folder, file))
      .filter((file) => /\.tsx?$/.test(file) && !IS_TEST.test(file))
      .flatMap((file) => regexesIn(readFileSync(file, "utf8"), relative(ROOT, file))),
  );
}

function regexesIn(text: string, where: string): Found[] {
  const code = text.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, "");
  return [...code.matchAll(LITERAL)]
    .map(([, source = "", flags = ""]) => ({ where, source, flags }))
    .filter(({ source, flags }) => isRegex(source, flags));
}

function isRegex(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

/** The patterns that the contract has the server match against what anybody sends. */
function contractPatterns(): Found[] {
  const found = new Set<string>();
  JSON.stringify(document, (key, value: unknown) => {
    if (key === "pattern" && typeof value === "string") found.add(value);
    return value;
  });
  return [...found].map((source) => ({ where: "openapi", source, flags: "u" }));
}

const all = [...sourceRegexes(), ...contractPatterns()];
const distinct = [...new Map(all.map((each) => [`/${each.source}/${each.flags}`, each])).entries()];

/** Only a group that is repeated can be gone through in more ways than one each time, which is what takes exponential time. */
const REPEATED_GROUP = /\)[*+{]/;

/** Texts that make a careless pattern go back and forth: what it likes, for long, and then what it does not. */
function attacks({ source }: Found): string[] {
  const letters = new Set(["a", "0", " ", "\t", "-", ".", "_", "/", "A", "\n", "ก", ...source.replaceAll(/\\./g, "")]);
  return [...letters].flatMap((letter) => [
    `${letter.repeat(ATTACK_LENGTH)}\u0001`,
    `${`${letter}a`.repeat(ATTACK_LENGTH / 2)}\u0001`,
  ]);
}

/** The least of a few tries, of this process alone: what it costs, whatever else the machine does. Stops once it is quick enough. */
function milliseconds(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && least > LIMIT_MILLISECONDS && (tries === 0 || least < 100); tries += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before); // millionths of a second
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

describe("regular expressions", () => {
  it("are found", () => {
    expect(sourceRegexes().length).toBeGreaterThan(60);
    expect(contractPatterns().length).toBeGreaterThan(3);
  });

  it("are none that a text can keep busy, by their structure", () => {
    const suspect = [["/(a|a)*$/", { where: "this test", source: "(a|a)*$", flags: "" }] as const, ...distinct];
    const dangerous = suspect.filter(([, { source, flags }]) => {
      if (!REPEATED_GROUP.test(source)) return false;
      const found = checkSync(source, flags, { timeout: 5_000 });
      return found.status === "vulnerable" && found.complexity.type === "exponential";
    });
    expect(dangerous.map(([name, { where }]) => `${where}: ${name}`)).toEqual(["this test: /(a|a)*$/"]);
  }, 120_000);

  it("of the contract and of the server take less than 10 ms for 50 kB of any letter they know", () => {
    const served = distinct.filter(([, { where }]) => !where.startsWith("apps/web"));
    const slow = served.filter(([, found]) => {
      const expression = new RegExp(found.source, found.flags);
      return attacks(found).some((text) => milliseconds(() => void text.replace(expression, "")) > LIMIT_MILLISECONDS);
    });
    expect(slow.map(([name, { where }]) => `${where}: ${name}`)).toEqual([]);
  }, 120_000);
});
