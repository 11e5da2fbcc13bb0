import { readFileSync } from "node:fs";
import { scopes } from "@purser/contract/operation-types";
import { operations } from "@purser/contract/operations";
import { describe, expect, it } from "vitest";

const guide = readFileSync(new URL("../../../docs/guides/integrators.md", import.meta.url), "utf8");

describe("the guide for integrators", () => {
  it("says of every scope which operations it allows, as the contract does", () => {
    const rows = [...guide.matchAll(/^\| `(\w+:\w+)` \| (.+) \|$/gm)].map(([, scope = "", list = ""]) => [
      scope,
      [...list.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? "").sort(),
    ]);
    const contract = scopes.map((scope) => [
      scope,
      Object.values(operations)
        .filter(({ config }) => config.scope === scope)
        .map(({ config }) => config.operationId)
        .sort(),
    ]);
    expect(rows).toEqual(contract);
  });
});
