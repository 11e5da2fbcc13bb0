import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findRecord, joinRecords } from "./record-pack.ts";

const latin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1");
const hash = fc.uuid().map((id) => id.replaceAll("-", ""));
const raw = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\u0000"));

describe("records that were joined", () => {
  it("are found by their keys, word for word, whatever they hold", () => {
    const records = fc.uniqueArray(fc.record({ jobId: fc.nat(), contentHash: hash, raw }), {
      selector: ({ jobId, contentHash }) => `${contentHash.slice(0, 8)} ${jobId}`,
    });
    fc.assert(
      fc.property(records, (all) => {
        const joined = joinRecords(all.map((each) => ({ key: each, raw: latin1(each.raw) })));
        for (const each of all) expect(findRecord(joined, each)).toBe(each.raw);
      }),
    );
  });

  it("are not taken for one another", () => {
    const key = { jobId: 12, contentHash: "0123456789abcdef" };
    const joined = joinRecords([{ key, raw: "12|a\n01234567 13\n13|b" }]);
    expect(findRecord(joined, key)).toBe("12|a\n01234567 13\n13|b");
    expect(findRecord(joined, { ...key, jobId: 1 })).toBeUndefined();
    expect(findRecord(joined, { ...key, jobId: 13 })).toBeUndefined();
    expect(findRecord(joined, { ...key, contentHash: "fedcba9876543210" })).toBeUndefined();
    expect(findRecord(joinRecords([]), key)).toBeUndefined();
  });
});
