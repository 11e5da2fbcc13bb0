import { describe, expect, it } from "vitest";
import { visibleText } from "./raw-text.tsx";

describe("visibleText", () => {
  it.each([
    ["a\tb\r\n", "a‹TAB›b‹CR›‹LF›"],
    ["\u0000\u001b[31m", "‹NUL›‹ESC›[31m"],
    ["safe\u202Etxt.exe", "safe‹U+202E›txt.exe"],
    ["\u007f\u001f", "‹U+007F›‹U+001F›"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["งานของฉัน 🚀|100", "งานของฉัน 🚀|100"],
    ["\ud800", "‹U+D800›"],
  ])("shows %j as %j", (raw, shown) => {
    expect(visibleText(raw)).toBe(shown);
  });
});
