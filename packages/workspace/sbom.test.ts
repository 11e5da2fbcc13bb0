import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { describe, expect, it } from "vitest";
import { verdictOf } from "./audit.mjs";
import { ROOT } from "./programs.mjs";
import { billOfMaterials } from "./sbom.mjs";

interface Component {
  readonly "bom-ref": string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly content: string }[];
}

const text = billOfMaterials(ROOT);
const bill = JSON.parse(text);
const components: readonly Component[] = bill.components;
const names = new Set(components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`)));

function dependenciesOf(folder: string): string[] {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(ROOT, folder, "package.json"), "utf8"),
  );
  return Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !name.startsWith("@purser/"));
}

describe("the bill of materials", () => {
  it.each(["apps/api", "apps/web", "packages/kernel", "packages/contract"])(
    "lists every dependency of %s",
    (folder) => {
      for (const name of dependenciesOf(folder)) expect(names).toContain(name);
    },
  );

  it("lists what they need in turn, each once, with its version, its address and its hash", () => {
    expect(components.length).toBeGreaterThan(100);
    const references = components.map((each) => each["bom-ref"]);
    expect(new Set(references).size).toBe(references.length);
    for (const { purl, version, hashes } of components) {
      expect(purl).toMatch(/^pkg:npm\/(%40[^/]+\/)?[^/@]+@\d/);
      expect(version).toMatch(/^\d+\.\d+/);
      expect(hashes[0]?.content).toMatch(/^[0-9a-f]{128}$/);
    }
    for (const { dependsOn = [] } of bill.dependencies) expect(references).toEqual(expect.arrayContaining(dependsOn));
    expect(bill.dependencies.some(({ dependsOn = [] }) => dependsOn.length > 5)).toBe(true);
  });

  it("is what the schema of CycloneDX says, to the letter", async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
    expect(await validator.validate(text.replaceAll('"library"', '"thing"'))).not.toBeNull();
    expect(await validator.validate(text.replace(/"content": "[0-9a-f]/, '"content": "x'))).not.toBeNull();
  });

  it("lists nothing that only builds or tests", () => {
    for (const name of ["vitest", "@biomejs/biome", "fast-check", "playwright-core"]) expect(names).not.toContain(name);
  });

  it("is the same each time", () => {
    expect(billOfMaterials(ROOT)).toBe(text);
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 });
    expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("the question for known weaknesses", () => {
  it.each([
    [{ ok: true, output: "No known vulnerabilities found" }, "clean"],
    [{ ok: false, output: "1 vulnerabilities found\nSeverity: 1 high" }, "found"],
    [{ ok: false, output: "high: a name that is not found (ENOTFOUND)\n3 vulnerabilities found" }, "found"],
    [{ ok: false, output: "ERR_PNPM_AUDIT_NO_LOCKFILE No pnpm-lock.yaml found" }, "found"],
    [{ ok: false, output: "ERR_PNPM_AUDIT_BAD_RESPONSE The audit endpoint responded with 405" }, "unanswered"],
    [{ ok: false, output: "something that nobody has thought of" }, "found"],
  ])("takes %j for %s", (answer, verdict) => {
    expect(verdictOf(answer)).toBe(verdict);
  });
});
