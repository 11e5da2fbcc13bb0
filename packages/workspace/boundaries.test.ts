import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkBoundaries } from "./boundaries.mjs";
import { RULES } from "./boundary-rules.mjs";
import { ROOT } from "./programs.mjs";

/** One violation of each rule: the file that must not import, what it imports, and further files that need to exist. */
const PLANTED: [rule: string, file: string, imports: string, others?: Record<string, string>][] = [
  ["kernel-is-alone", "packages/kernel/src/planted.ts", "node:fs"],
  ["contract-is-alone", "packages/contract/src/planted.ts", "@purser/kernel/money"],
  ["platform-below-all", "apps/api/src/platform/planted.ts", "../domains/jobs/planted-target.ts"],
  ["domains-below-wiring", "apps/api/src/domains/jobs/planted.ts", "../../planted-target.ts"],
  ["integrations-below-wiring", "apps/api/src/integrations/planted.ts", "../planted-target.ts"],
  ["integrations-see-no-queries", "apps/api/src/integrations/planted.ts", "../domains/jobs/planted.queries.ts"],
  ["contract-only-in-http", "apps/api/src/domains/jobs/planted.ts", "@purser/contract/planted-target"],
  ["slice-audit", "apps/api/src/domains/audit/planted.ts", "../identity/planted-target.ts"],
  ["slice-identity", "apps/api/src/domains/identity/planted.ts", "../jobs/planted-target.ts"],
  ["slice-organisation", "apps/api/src/domains/organisation/planted.ts", "../jobs/planted-target.ts"],
  ["slice-inventory", "apps/api/src/domains/inventory/planted.ts", "../jobs/planted-target.ts"],
  ["slice-jobs", "apps/api/src/domains/jobs/planted.ts", "../usage/planted-target.ts"],
  ["slice-samples", "apps/api/src/domains/samples/planted.ts", "../usage/planted-target.ts"],
  ["slice-usage", "apps/api/src/domains/usage/planted.ts", "../rating/planted-target.ts"],
  ["slice-rating", "apps/api/src/domains/rating/planted.ts", "../receipts/planted-target.ts"],
  ["slice-ledger", "apps/api/src/domains/ledger/planted.ts", "../receipts/planted-target.ts"],
  ["slice-receipts", "apps/api/src/domains/receipts/planted.ts", "../payments/planted-target.ts"],
  ["slice-payments", "apps/api/src/domains/payments/planted.ts", "../rating/planted-target.ts"],
  ["slice-allocation", "apps/api/src/domains/allocation/planted.ts", "../provisioning/planted-target.ts"],
  ["slice-provisioning", "apps/api/src/domains/provisioning/planted.ts", "../receipts/planted-target.ts"],
  ["slice-assistant", "apps/api/src/domains/assistant/planted.ts", "../jobs/planted-target.ts"],
  ["no-unknown-slice", "apps/api/src/domains/gossip/planted.ts", "../../platform/planted-target.ts"],
  ["queries-and-routes-are-private", "apps/api/src/domains/rating/planted.ts", "../jobs/planted.queries.ts"],
  ["wiring-sees-no-queries", "apps/api/src/planted.ts", "./domains/jobs/planted.queries.ts"],
  ["only-app-sees-routes", "apps/api/src/planted.ts", "./domains/jobs/planted.routes.ts"],
  ["database-only-in-queries", "apps/api/src/domains/jobs/planted.ts", "kysely"],
  ["fastify-only-in-http", "apps/api/src/domains/jobs/planted.ts", "fastify"],
  ["core-is-pure", "apps/api/src/domains/jobs/core/planted.ts", "node:fs"],
  ["program-sees-no-tests", "apps/api/src/domains/jobs/planted.ts", "../../testing/planted-target.ts"],
  ["api-sees-no-web", "apps/api/src/planted.ts", "../../web/src/ui/planted-target.ts"],
  ["collector-is-alone", "apps/collector/src/planted.ts", "../../api/src/planted-target.ts"],
  ["web-sees-only-the-contract", "apps/web/src/ui/planted.ts", "../../../api/src/planted-target.ts"],
  ["features-are-apart", "apps/web/src/features/jobs/planted.ts", "../receipts/planted-target.ts"],
  ["web-ground-sees-no-feature", "apps/web/src/ui/planted.ts", "../features/jobs/planted-target.ts"],
  ["nothing-imports-dist", "apps/api/src/planted.ts", "../../../packages/kernel/dist/planted-target.js"],
  [
    "no-cycles",
    "apps/api/src/platform/planted.ts",
    "./planted-target.ts",
    { "apps/api/src/platform/planted-target.ts": 'import type {} from "./planted.ts";\n' },
  ],
  ["nothing-unresolved", "apps/api/src/planted.ts", "./nowhere.ts"],
];

let root = "";

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "purser-boundaries-"));
  for (const folder of ["packages/kernel", "packages/contract", "apps/api", "apps/collector", "apps/web"]) {
    await mkdir(join(root, folder, "src"), { recursive: true });
    await cp(join(ROOT, folder, "package.json"), join(root, folder, "package.json"));
  }
  await mkdir(join(root, "apps/api/node_modules/@purser"), { recursive: true });
  for (const name of ["kysely", "fastify"]) {
    await symlink(join(ROOT, "apps/api/node_modules", name), join(root, "apps/api/node_modules", name));
  }
  await symlink(join(root, "packages/contract"), join(root, "apps/api/node_modules/@purser/contract"));
  await mkdir(join(root, "packages/contract/node_modules/@purser"), { recursive: true });
  await symlink(join(root, "packages/kernel"), join(root, "packages/contract/node_modules/@purser/kernel"));
  await write("packages/kernel/src/money.ts", "export const planted = 1;\n");
  await write("packages/contract/src/planted-target.ts", "export const planted = 1;\n");
  await write("package.json", await readFile(join(ROOT, "package.json"), "utf8"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe("checkBoundaries", () => {
  it("has a planted violation for every rule", () => {
    expect(PLANTED.map(([rule]) => rule).sort()).toEqual(RULES.map(({ name }) => name).sort());
  });

  it.each(PLANTED)("refuses what %s forbids", async (rule, file, imports, others = {}) => {
    const target = join(dirname(file), imports);
    const files: Record<string, string> = {
      ...(imports.startsWith(".") && !imports.includes("nowhere") ? { [target]: "export const planted = 1;\n" } : {}),
      ...others,
      [file]: `import * as planted from "${imports}";\nexport const seen = planted;\n`,
    };
    for (const [path, text] of Object.entries(files)) await write(path, text);
    const { cruised, violations } = await checkBoundaries(root);
    for (const path of Object.keys(files)) await rm(join(root, path));
    expect(cruised).toBeGreaterThan(0);
    expect(violations.map((violation: { rule: string }) => violation.rule)).toContain(rule);
  });

  it("is content with imports that point the right way", async () => {
    await write("apps/api/src/domains/jobs/core/planted.ts", "export const planted = 1;\n");
    await write("apps/api/src/domains/rating/planted.ts", 'export { planted } from "../jobs/core/planted.ts";\n');
    const { violations } = await checkBoundaries(root);
    expect(violations).toEqual([]);
  });
});
