import { beforeEach, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { type BilledCorrections, billedCorrections, runOf } from "../../testing/billed-corrections.ts";
import { createTestDatabase } from "../../testing/database.ts";

let world: BilledCorrections;
beforeEach(async () => {
  const database = await createTestDatabase();
  world = billedCorrections(database.db);
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

describe("a run that changed after it was billed", () => {
  it("is put before finance with what was billed and what is due, and its document stays as it is", async () => {
    const { receiptId, number } = await world.corrected(5);
    const before = await world.receiptOf(receiptId);
    expect(await world.changes()).toMatchObject([
      {
        ...{ receipt_number: number, status: "open", display_id: "1", user: "somchai" },
        parts: [{ billed: "10.000000", due: "25.000000", difference: "15.000000", receipt_id: null }],
      },
    ]);
    await world.decide((await world.changes())[0]);
    expect(await world.receiptOf(receiptId)).toEqual(before);
    expect(await world.changes()).toEqual([]);
  });

  it("may be acknowledged, once, with nothing charged", async () => {
    await world.corrected(5);
    const [change] = await world.changes();
    await world.decide(change, "acknowledged");
    await expect(world.decide(change)).rejects.toMatchObject({ code: "BILLED_CHANGE_SETTLED" });
    expect(await world.changes("acknowledged")).toMatchObject([
      { note: "as discussed", decided_by: "fiona", parts: [{ difference: "15.000000" }] },
    ]);
    await world.store(runOf(2, { month: 4 }));
    expect(await world.lines((await world.issue("2026-04"))[0]?.id)).toEqual([["cpu", null, 1_000n]]);
  });

  it("is charged on the next receipt of the account, on a line that names what it corrects", async () => {
    const { number } = await world.corrected(5);
    await world.decide((await world.changes())[0]);
    await world.store(runOf(2, { month: 4 }));
    const preview = await world.preview("2026-04");
    const [receipt] = await world.issue("2026-04");
    expect(await world.lines(receipt?.id)).toEqual([
      ["cpu", null, 1_000n],
      ["adjustment", number, 1_500n],
    ]);
    expect(receipt).toMatchObject({ run_count: 1, subtotal: "25.00", tax: "1.75", total: "26.75" });
    expect(preview.data).toMatchObject([{ subtotal: "25.00", total: "26.75", run_count: 1 }]);
    expect(await world.changes("adjusted")).toMatchObject([{ parts: [{ receipt_number: receipt?.number }] }]);
  });

  it("is charged by itself where the account uses nothing more", async () => {
    await world.corrected(5);
    await world.decide((await world.changes())[0]);
    const [receipt] = await world.issue("2026-05");
    expect(receipt).toMatchObject({ run_count: 0, subtotal: "15.00", tier: "private" });
  });

  it("is charged beside a run that used nothing, which is on the receipt and counted", async () => {
    const { number } = await world.corrected(5);
    await world.decide((await world.changes())[0]);
    await world.store(runOf(2, { month: 4, cpus: 0 }));
    const preview = await world.preview("2026-04");
    const [receipt] = await world.issue("2026-04");
    expect(await world.lines(receipt?.id)).toEqual([["adjustment", number, 1_500n]]);
    expect(receipt).toMatchObject({ run_count: 1, subtotal: "15.00" });
    expect(preview.data).toMatchObject([{ subtotal: "15.00", run_count: 1 }]);
  });

  it("is credited as soon as charges cover it, and waits whole until then", async () => {
    const { number } = await world.corrected(0);
    await world.decide((await world.changes())[0]);
    await expect(world.issue("2026-04")).rejects.toMatchObject({ code: "RECEIPT_NOTHING_TO_BILL" });
    await world.store(runOf(2, { month: 4, cpus: 1 }), runOf(3, { month: 5, cpus: 3 }));
    expect(await world.lines((await world.issue("2026-04"))[0]?.id)).toEqual([["cpu", null, 500n]]);
    expect(await world.lines((await world.issue("2026-05"))[0]?.id)).toEqual([
      ["cpu", null, 1_500n],
      ["adjustment", number, -1_000n],
    ]);
  });

  it("that moved to another account is credited to the one and charged to the other", async () => {
    const { number } = await world.corrected(2);
    await world.store(runOf(1, { user: "malee" }));
    await world.decide((await world.changes())[0]);
    await world.store(runOf(2, { month: 4, cpus: 3 }));
    const issued = await world.issue("2026-04");
    const byName = Object.fromEntries(
      await Promise.all(issued.map(async (each) => [each.account_code, await world.lines(each.id)])),
    );
    expect(byName).toEqual({
      malee: [["adjustment", null, 1_000n]],
      somchai: [
        ["cpu", null, 1_500n],
        ["adjustment", number, -1_000n],
      ],
    });
  });

  it("cannot be decided by figures that a further correction has overtaken", async () => {
    await world.corrected(5);
    const [first] = await world.changes();
    await world.store(runOf(1, { cpus: 3 }));
    await expect(world.decide(first)).rejects.toMatchObject({ code: "BILLED_CHANGE_OUTDATED" });
    const [second, ...others] = await world.changes();
    expect(others).toEqual([]);
    expect(second?.parts).toMatchObject([{ due: "15.000000", difference: "5.000000" }]);
    await world.decide(second);
    // What has been adjusted is part of what was billed; a record that changes nothing of the amount is no news.
    await world.store(runOf(1, { cpus: 3, exitCode: 1 }));
    expect(await world.changes()).toEqual([]);
    await world.store(runOf(1, { cpus: 2, exitCode: 2 }));
    expect(await world.changes()).toMatchObject([
      { parts: [{ billed: "15.000000", due: "10.000000", difference: "-5.000000" }] },
    ]);
  });

  it("is not adjusted where nothing is left to adjust, and is not found where nothing changed", async () => {
    await world.corrected(5);
    await world.store(runOf(1, { cpus: 2, exitCode: 7 }));
    const [change] = await world.changes();
    expect(change?.parts).toMatchObject([{ difference: "0.000000" }]);
    await expect(world.decide(change)).rejects.toMatchObject({ code: "BILLED_CHANGE_NO_DIFFERENCE" });
    await world.decide(change, "acknowledged");
    const unknown = change && { ...change, run_id: change.batch_id };
    await expect(world.decide(unknown)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a void", () => {
  it("of the receipt that took an adjustment up lets another take it up", async () => {
    const { number } = await world.corrected(5);
    await world.decide((await world.changes())[0]);
    const [first] = await world.issue("2026-04");
    await world.voided(first?.id ?? "");
    expect(await world.lines(first?.id)).toEqual([["adjustment", number, 1_500n]]);
    const [second] = await world.issue("2026-05");
    expect(await world.lines(second?.id)).toEqual([["adjustment", number, 1_500n]]);
  });

  it("of the receipt that is corrected takes back what was adjusted, because the run is billed as it stands", async () => {
    const { receiptId, number } = await world.corrected(5);
    await world.decide((await world.changes())[0]);
    await world.store(runOf(2, { month: 4 }));
    await world.issue("2026-04");
    await world.voided(receiptId);
    const [again] = await world.issue("2026-03");
    expect(await world.lines(again?.id)).toEqual([
      ["cpu", null, 2_500n],
      ["adjustment", number, -1_500n],
    ]);
  });

  it("of a receipt whose correction nobody has billed leaves no line of it", async () => {
    const { receiptId } = await world.corrected(5);
    await world.decide((await world.changes())[0]);
    await world.voided(receiptId);
    expect(await world.lines((await world.issue("2026-03"))[0]?.id)).toEqual([["cpu", null, 2_500n]]);
    expect(await world.changes(null)).toMatchObject([{ status: "adjusted" }]);
  });

  it("settles a change that nothing was decided about", async () => {
    const { receiptId } = await world.corrected(5);
    const [change] = await world.changes();
    await world.voided(receiptId);
    expect(await world.changes(null)).toMatchObject([{ status: "voided", parts: [] }]);
    await expect(world.decide(change)).rejects.toMatchObject({ code: "BILLED_CHANGE_SETTLED" });
  });
});
