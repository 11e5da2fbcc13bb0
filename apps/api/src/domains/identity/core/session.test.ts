import { describe, expect, it } from "vitest";
import { accessSeconds, decideRefresh, isFresh, refreshExpiry, sessionEnd } from "./session.ts";

const now = new Date("2026-03-01T12:00:00Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const token = {
  expiresAt: after(60),
  usedAt: null,
  endedAt: null,
  personDisabled: false,
};

describe("decideRefresh", () => {
  it.each([
    ["a good one", {}, "renew"],
    ["one at its expiry", { expiresAt: now }, "ended"],
    ["one a moment before its expiry", { expiresAt: after(0.001) }, "renew"],
    ["one of a person who was shut out", { personDisabled: true }, "ended"],
    ["one of a session that was ended", { endedAt: after(-1) }, "ended"],
    ["one of an ended session that was used as well", { endedAt: after(-1), usedAt: after(-100) }, "ended"],
    ["one used this moment", { usedAt: now }, "retry"],
    ["one used under five seconds ago", { usedAt: after(-4.999) }, "retry"],
    ["one used five seconds ago", { usedAt: after(-5) }, "reused"],
    ["one used long ago and expired since", { usedAt: after(-9_000), expiresAt: after(-1) }, "reused"],
    ["one used by a process whose clock runs ahead", { usedAt: after(3) }, "retry"],
  ])("answers %s with what it deserves", (_what, change, decision) => {
    expect(decideRefresh({ ...token, ...change }, now)).toBe(decision);
  });
});

describe("refreshExpiry", () => {
  it("is twelve hours away, and never after the session's own end seven days on", () => {
    const end = sessionEnd(now);
    expect(end).toEqual(after(7 * 86_400));
    expect(refreshExpiry(now, end)).toEqual(after(12 * 3_600));
    expect(refreshExpiry(after(7 * 86_400 - 60), end)).toEqual(end);
  });
});

describe("accessSeconds", () => {
  it.each([
    [86_400, 900],
    [900, 900],
    [899.9, 899],
    [0.2, 1],
  ])("of a session that is over in %s seconds are %s at most", (left, seconds) => {
    expect(accessSeconds(now, after(left), 900)).toBe(seconds);
  });
});

describe("isFresh", () => {
  it("is so for ten minutes after the proof, and not at their end", () => {
    const signedIn = (seconds: number) => ({ session: { signedInAt: after(seconds) }, apiToken: null });
    expect(isFresh(signedIn(-599.999), now)).toBe(true);
    expect(isFresh(signedIn(-600), now)).toBe(false);
  });

  it("is not asked of API tokens, and nobody without a sign-in has it", () => {
    expect(isFresh({ session: null, apiToken: {} }, now)).toBe(true);
    expect(isFresh({ session: null, apiToken: null }, now)).toBe(false);
  });
});
