// Prints the table of permissions and the contract's operations to docs/permissions.md. With --verify it changes nothing and
// fails where the file is out of date. Run with: node --conditions=source --import tsx
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PERMISSIONS, ROLES, reachOf } from "../../apps/api/src/domains/identity/core/permissions.ts";
import { document } from "../contract/src/document.ts";
import { ROOT } from "./programs.mjs";

const FILE = join(ROOT, "docs/permissions.md");
const OVER = { field_admin: "a field", dept_admin: "a department", team_lead: "a team", user: "themselves" };
const METHODS = ["get", "post", "put", "patch", "delete"];

const TEXT = `# Who may do what

Printed by \`npm run docs:permissions\` from the table of permissions (\`identity/core/permissions.ts\`) and the contract; the check
refuses a print that is out of date. A test calls every operation as every role and compares the answers with the same table.

**all**: everyone's data. **scope**: what lies in the fields, departments or teams that the role is over. **own**: the runs of
one's own Slurm users and the receipts of their accounts. An empty cell: refused with 403. What lies outside is answered as if it did not exist (404).

## Roles

${table(
  ["role", "held over"],
  ROLES.map((role) => [code(role), OVER[role] ?? "the whole centre"]),
)}

## Permissions

${table(
  ["permission", ...ROLES],
  PERMISSIONS.map((permission) => [
    code(permission),
    ...ROLES.map((role) => reachOf({ roles: [role] }, permission) ?? ""),
  ]),
)}

## Operations

\`public\`: for everybody. \`authenticated\`: for everyone who is signed in, about themselves. The last column says which scope an API
token needs besides; where it is empty, no API token may do it.

${table(["operation", "call", "permission", "roles and whose data", "API token"], operations())}
`;

function operations() {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => path.startsWith("/api/") && item[method] !== undefined).map((method) => {
      const { operationId, "x-permission": permission, "x-scope": scope } = item[method];
      const call = code(`${method.toUpperCase()} ${path}`);
      const token = scope === undefined || scope === "none" ? "" : code(scope);
      return [code(operationId), call, code(permission), rolesOf(permission), token];
    }),
  );
}

function rolesOf(permission) {
  if (permission === "public") return "everybody";
  if (permission === "authenticated") return "everyone signed in (own)";
  const reaches = ROLES.map((role) => [role, reachOf({ roles: [role] }, permission)]);
  return ["all", "scope", "own"]
    .map((reach) => [reach, reaches.filter(([, each]) => each === reach).map(([role]) => role)])
    .filter(([, roles]) => roles.length > 0)
    .map(([reach, roles]) => `${roles.join(", ")} (${reach})`)
    .join("; ");
}

function code(text) {
  return `\`${text}\``;
}

function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

if (!process.argv.includes("--verify")) writeFileSync(FILE, TEXT);
else if (readFileSync(FILE, "utf8") !== TEXT) {
  console.error(
    "docs/permissions.md is not what the table of permissions and the contract say: npm run docs:permissions",
  );
  process.exitCode = 1;
}
