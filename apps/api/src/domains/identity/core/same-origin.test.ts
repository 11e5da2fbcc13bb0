import { describe, expect, it } from "vitest";
import { requireSameOrigin } from "./same-origin.ts";

const host = "purser.example.org:8000";

describe("requireSameOrigin", () => {
  it.each([
    ["no browser at all", {}],
    [
      "a browser that says so itself, behind a proxy that renames the host",
      { fetchSite: "same-origin", origin: "https://outside.example.org" },
    ],
    ["an older browser on the same host", { origin: "https://purser.example.org:8000" }],
  ])("lets %s through", (_what, headers) => {
    expect(() => requireSameOrigin({ fetchSite: undefined, origin: undefined, host, ...headers })).not.toThrow();
  });

  it.each([
    ["another site", { fetchSite: "cross-site", origin: "https://evil.example" }],
    ["a sister site", { fetchSite: "same-site" }],
    ["another site that names our origin", { fetchSite: "cross-site", origin: `https://${host}` }],
    ["another origin of an older browser", { origin: "https://evil.example" }],
    ["another port", { origin: "https://purser.example.org" }],
    ["our name as a prefix", { origin: `https://${host}.evil.example` }],
    ["a page without an origin", { origin: "null" }],
    ["what is no origin", { origin: "purser" }],
  ])("refuses %s", (_what, headers) => {
    expect(() => requireSameOrigin({ fetchSite: undefined, origin: undefined, host, ...headers })).toThrow("FORBIDDEN");
  });
});
