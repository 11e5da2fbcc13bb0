/** Which slices each slice may see, besides itself. The same table stands in docs/adr/0002-boundaries.md. */
const SLICES = {
  audit: [],
  identity: ["audit"],
  organisation: [],
  inventory: [],
  jobs: ["inventory", "organisation"],
  samples: ["inventory", "jobs"],
  usage: ["inventory", "jobs", "organisation"],
  rating: ["inventory", "jobs", "organisation"],
  ledger: ["organisation"],
  receipts: ["ledger", "organisation", "rating"],
  payments: ["ledger", "organisation", "receipts"],
  allocation: ["inventory", "organisation"],
  provisioning: ["allocation", "inventory", "organisation"],
  assistant: [],
};

const API = "^apps/api/src/";
const DOMAINS = `${API}domains/`;
const TESTS = "\\.test\\.tsx?$|^apps/(api|collector)/src/(testing|faults)/";
const npm = (names) => `node_modules/(${names})(/|$)`;
const rule = (name, from, to) => ({ name, severity: "error", from, to });

const sliceRules = Object.entries(SLICES).map(([slice, seen]) => {
  const everywhere = slice === "audit" || slice === "identity" ? [] : ["audit", "identity"];
  const allowed = [slice, ...seen, ...everywhere].join("|");
  return rule(
    `slice-${slice}`,
    { path: `${DOMAINS}${slice}/`, pathNot: TESTS },
    { path: DOMAINS, pathNot: `${DOMAINS}(${allowed})/` },
  );
});

/** Which way imports may point: style guide, part 2, as rules of dependency-cruiser. Tests may look further than what they test. */
export const RULES = [
  rule(
    "kernel-is-alone",
    { path: "^packages/kernel/", pathNot: TESTS },
    { pathNot: `^packages/kernel/|${npm("temporal-polyfill")}` },
  ),
  rule("contract-is-alone", { path: "^packages/contract/src/" }, { pathNot: `^packages/contract/|${npm("typebox")}` }),
  rule(
    "platform-below-all",
    { path: `${API}platform/`, pathNot: TESTS },
    { path: API, pathNot: `${API}(platform/|config\\.ts$)` },
  ),
  rule(
    "domains-below-wiring",
    { path: DOMAINS, pathNot: TESTS },
    { path: API, pathNot: `${API}(domains|platform)/|${API}config\\.ts$` },
  ),
  rule(
    "integrations-below-wiring",
    { path: `${API}integrations/`, pathNot: TESTS },
    { path: API, pathNot: `${API}(domains|platform|integrations)/|${API}config\\.ts$` },
  ),
  rule("integrations-see-no-queries", { path: `${API}integrations/` }, { path: "\\.(queries|routes)\\.ts$" }),
  rule(
    "contract-only-in-http",
    { path: API, pathNot: `${TESTS}|\\.routes\\.ts$|${API}platform/|${API}app\\.ts$` },
    { path: "^packages/contract/" },
  ),
  ...sliceRules,
  rule("no-unknown-slice", { path: `${DOMAINS}(?!(${Object.keys(SLICES).join("|")})/)` }, {}),
  rule(
    "queries-and-routes-are-private",
    { path: `${DOMAINS}([^/]+)/`, pathNot: TESTS },
    { path: `${DOMAINS}[^/]+/.+\\.(queries|routes)\\.ts$`, pathNot: `${DOMAINS}$1/` },
  ),
  rule(
    "wiring-sees-no-queries",
    { path: API, pathNot: `${DOMAINS}|${TESTS}` },
    { path: `${DOMAINS}.+\\.queries\\.ts$` },
  ),
  rule(
    "only-app-sees-routes",
    { path: API, pathNot: `${API}app\\.ts$|${TESTS}` },
    { path: `${DOMAINS}.+\\.routes\\.ts$` },
  ),
  rule(
    "database-only-in-queries",
    { path: API, pathNot: `${TESTS}|\\.queries\\.ts$|${API}platform/` },
    { path: npm("kysely|pg|pg-copy-streams|@types/pg|@types/pg-copy-streams") },
  ),
  rule(
    "fastify-only-in-http",
    { path: API, pathNot: `${TESTS}|\\.routes\\.ts$|${API}platform/|${API}app\\.ts$` },
    { path: npm("fastify|@fastify/[^/]+|fastify-plugin") },
  ),
  rule(
    "core-is-pure",
    { path: `${DOMAINS}[^/]+/core/`, pathNot: TESTS },
    // Hashing and the calendar are as pure as arithmetic.
    { pathNot: `${DOMAINS}[^/]+/core/|^packages/kernel/|^(node:)?crypto$|${npm("temporal-polyfill")}` },
  ),
  rule("program-sees-no-tests", { path: "^(apps|packages)/", pathNot: TESTS }, { path: TESTS }),
  rule("api-sees-no-web", { path: "^apps/api/" }, { path: "^apps/web/" }),
  rule(
    "collector-is-alone",
    { path: "^apps/collector/", pathNot: TESTS },
    { path: "^(apps|packages)/|node_modules/", pathNot: "^apps/collector/" },
  ),
  rule("web-sees-only-the-contract", { path: "^apps/web/" }, { path: "^apps/api/|^packages/(?!contract/)" }),
  rule(
    "features-are-apart",
    { path: "^apps/web/src/features/([^/]+)/" },
    { path: "^apps/web/src/features/", pathNot: "^apps/web/src/features/$1/" },
  ),
  rule(
    "web-ground-sees-no-feature",
    { path: "^apps/web/src/(ui|api|stores|locales)/", pathNot: TESTS },
    { path: "^apps/web/src/features/" },
  ),
  rule("nothing-imports-dist", {}, { path: "(^|/)(apps|packages)/[^/]+/dist/" }),
  rule("no-cycles", {}, { circular: true }),
  rule("nothing-unresolved", {}, { couldNotResolve: true }),
];
