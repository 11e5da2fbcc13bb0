const METHODS = ["get", "post", "put", "patch", "delete"];
const REFUSAL = { $ref: "#/components/responses/RateLimited" };

/**
 * Writes down for each operation how its calls are counted and that it may be refused for being called too often: that
 * goes for all that do not say `x-rate-limit: none`, so that none can forget it.
 */
export function documentRateLimits(document) {
  const paths = Object.entries(document.paths).map(([url, item]) => [url, limitedItem(item)]);
  return { ...document, paths: Object.fromEntries(paths) };
}

function limitedItem(item) {
  const entries = Object.entries(item).map(([key, value]) => [key, METHODS.includes(key) ? limited(value) : value]);
  return Object.fromEntries(entries);
}

function limited({ responses, ...operation }) {
  const limit = operation["x-rate-limit"] ?? "ordinary";
  const all = limit === "none" ? responses : { 429: REFUSAL, ...responses };
  return { ...operation, "x-rate-limit": limit, responses: all };
}
