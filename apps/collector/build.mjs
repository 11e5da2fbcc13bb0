import { chmod } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const outfile = at("./dist/purser-collector.mjs");

// One file for the nodes of a cluster, which have a Node and nothing else of Purser.
await build({
  ...{ entryPoints: [at("./src/main.ts")], outfile, logLevel: "warning" },
  ...{ bundle: true, platform: "node", target: "node20.19", format: "esm", banner: { js: "#!/usr/bin/env node" } },
});
await chmod(outfile, 0o755);
