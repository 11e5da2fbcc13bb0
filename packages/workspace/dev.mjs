import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { installIfNeeded } from "./install.mjs";
import { binary, ROOT, requireNode } from "./programs.mjs";

requireNode();
await installIfNeeded();
const port = process.env.PORT || "8000";
const env = { ...process.env, PORT: port, PURSER_API: `http://localhost:${port}` };
const api = spawn(binary("tsx"), ["watch", "--clear-screen=false", "apps/api/src/main.ts", "start"], {
  cwd: ROOT,
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --conditions=source`.trim() },
});
const web = spawn(join(ROOT, "apps/web/node_modules/.bin/vite"), [], {
  cwd: join(ROOT, "apps/web"),
  stdio: ["ignore", "inherit", "inherit"],
  env,
});
// Both share our terminal and get its Ctrl-C themselves; a signal sent to us alone is passed on.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => [api, web].map((child) => child.kill("SIGTERM")));
await Promise.race([once(api, "exit"), once(web, "exit")]);
for (const child of [api, web]) child.kill("SIGTERM");
