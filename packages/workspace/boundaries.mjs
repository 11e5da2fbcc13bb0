import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";
import { RULES } from "./boundary-rules.mjs";
import { ROOT } from "./programs.mjs";

const SOURCES = ["apps/api/src", "apps/web/src", "apps/collector/src", "packages/kernel/src", "packages/contract/src"];

/** Reads every import of the sources below `root`, types included, and gives the ones that break a rule. */
export async function checkBoundaries(root) {
  const folders = SOURCES.filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(folders, {
    baseDir: resolve(root), // it refuses a folder that ends with a slash
    ruleSet: { forbidden: RULES },
    validate: true,
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.(css|svg|woff2?)$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
  });
  const { totalCruised, violations } = output.summary;
  return { cruised: totalCruised, violations: violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { cruised, violations } = await checkBoundaries(ROOT);
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} -> ${to}`);
  console.log(`${cruised} modules, ${violations.length} forbidden imports`);
  // Without the TypeScript it can read through, dependency-cruiser sees nothing and is content.
  process.exitCode = violations.length > 0 || cruised === 0 ? 1 : 0;
}
