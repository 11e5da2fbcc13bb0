import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandHostLists, hostList } from "./host-list.ts";

describe("host lists", () => {
  it.each<[readonly string[], readonly string[]]>([
    [["c1"], ["c1"]],
    [["c[1-3]"], ["c1", "c2", "c3"]],
    [
      ["c[01-03,7],g1", "c02"],
      ["c01", "c02", "c03", "c7", "g1"],
    ],
    [["r[1-2]n[09-10]"], ["r1n09", "r1n10", "r2n09", "r2n10"]],
    [["gpu-a100-[8-10].site"], ["gpu-a100-10.site", "gpu-a100-8.site", "gpu-a100-9.site"]],
  ])("%j are %j", (lists, names) => {
    expect(expandHostLists(lists)).toEqual(names);
  });

  it.each(["c[1-", "c[a-b]", "c[3-1]", "c]1", "a b", "c[1-99999999]", "", "x[1-1000]y[1-1000]"])(
    "refuse %j",
    (list) => {
      expect(() => expandHostLists([list])).toThrow("JOB_NODE_LIST_INVALID");
    },
  );

  it("are written as Slurm writes them", () => {
    expect(hostList(["c1", "c2", "c3", "c5", "g01", "login"])).toBe("c[1-3,5],g01,login");
  });

  it("say the same after they have been written and read", () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,3}[0-9]{0,3}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (names) => {
        expect(expandHostLists([hostList(names)])).toEqual([...names].sort());
      }),
    );
  });
});
