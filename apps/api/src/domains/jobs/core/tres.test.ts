import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCount, parseMemoryMib, parseSize, parseTres } from "./tres.ts";

const nothing = { cpus: 0, memoryMib: 0, nodes: 0, gpus: 0, gpuTypes: {} };

describe("a TRES text", () => {
  it.each([
    ["", nothing],
    ["billing=2,cpu=2,mem=200M,node=1", { ...nothing, cpus: 2, memoryMib: 200, nodes: 1 }],
    ["gres/gpu:a100=2,gres/gpu=2,mem=8G", { ...nothing, memoryMib: 8192, gpus: 2, gpuTypes: { a100: 2 } }],
    ["gres/gpu:a100=2,gres/gpu:t4=1", { ...nothing, gpus: 3, gpuTypes: { a100: 2, t4: 1 } }],
    ["gres/gpu=3,gres/gpu:t4=1", { ...nothing, gpus: 3, gpuTypes: { t4: 1 } }],
    ["gres/gpumem=38888M,gres/gpuutil=100,gres/shard=4,gres/mps=50", nothing],
    ["energy=18446744073709551614,license/matlab=2", nothing],
    ["1=4,2=8192,4=1,5=54", { ...nothing, cpus: 4, memoryMib: 8192, nodes: 1 }],
  ])("%j is read", (text, tres) => {
    expect(parseTres(text)).toEqual(tres);
  });

  it("is read by the ids of its cluster where they are given", () => {
    const names = new Map([
      ["1001", "gres/gpu"],
      ["1002", "gres/gpu:a100"],
    ]);
    expect(parseTres("1=4,1001=2,1002=2", names)).toEqual({ ...nothing, cpus: 4, gpus: 2, gpuTypes: { a100: 2 } });
  });

  it.each([
    ["1=4,1001=2", "invalid"], // what 1001 is, only that cluster's database knows: it may be a GPU
    ["cpu", "invalid"],
    ["cpu=", "invalid"],
    ["cpu=-1", "invalid"],
    ["cpu=1.5", "invalid"],
    ["cpu=2,cpu=2", "invalid"],
    ["mem=8X", "invalid"],
    ["gres/gpu=1,gres/gpu:a100=2", "invalid"],
    ["gres/gpu:=2", "invalid"],
    ["cpu=9007199254740992", "too-large"],
    ["mem=18446744073709551614", "too-large"],
  ])("%j is a fault: %s", (text, fault) => {
    expect(parseTres(text)).toBe(fault);
  });

  it("means the same in any order", () => {
    const parts = ["billing=54", "cpu=4", "gres/gpu:a100=2", "gres/gpu=3", "mem=62.50G", "node=1"];
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
        expect(parseTres(shuffled.join(","))).toEqual(parseTres(parts.join(",")));
      }),
    );
  });
});

describe("a size", () => {
  it.each([
    ["400M", 400],
    ["62.50G", 64_000],
    ["1T", 1_048_576],
    ["1.25P", 1_342_177_280],
    ["2E", 2_199_023_255_552],
    ["511K", 0], // 511/1024 rounds down
    ["512K", 1], // half rounds up
    ["1.5M", 2],
    ["8192", 8192],
  ])("%s of memory is %d MiB", (text, mib) => {
    expect(parseMemoryMib(text)).toBe(mib);
  });

  it("counts bytes without a letter where it says so", () => {
    expect([parseSize("3180K", 10n, 0n), parseSize("1536", 10n, 0n), parseSize("4294967296K", 10n, 0n)]).toEqual([
      3180, 2, 4_294_967_296,
    ]);
  });

  it("is a whole number below 2^53 or a fault", () => {
    expect(["9007199254740991", "9007199254740992", "1e3", "-1", ""].map(parseCount)).toEqual([
      ...[Number.MAX_SAFE_INTEGER, "too-large", "invalid", "invalid", "invalid"],
    ]);
  });
});
