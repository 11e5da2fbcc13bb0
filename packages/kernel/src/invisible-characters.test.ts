import { describe, expect, it } from "vitest";
import { hasInvisible, withInvisibleShown } from "./invisible-characters.ts";

describe("what cannot be seen", () => {
  it.each([
    ["ali\u200bce", "ali\\u{200b}ce"],
    ["\u202ealice", "\\u{202e}alice"],
    ["a\u00a0b", "a\\u{a0}b"],
    ["tab\there", "tab\\u{9}here"],
    ["\u{e0041}x", "\\u{e0041}x"],
    ["half \ud800", "half \\u{d800}"],
  ])("is found in %j and written out as %j", (text, shown) => {
    expect(hasInvisible(text)).toBe(true);
    expect(withInvisibleShown(text)).toBe(shown);
  });

  it.each(["", "alice", "สมชาย ใจดี", "cafe\u0301", "a b"])("is not in %j", (text) => {
    expect(hasInvisible(text)).toBe(false);
    expect(withInvisibleShown(text)).toBe(text);
  });
});
