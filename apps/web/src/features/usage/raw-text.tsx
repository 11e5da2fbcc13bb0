import { Code } from "@mantine/core";

/** Control characters have pictures of their own in Unicode, 0x2400 above them. */
const PICTURES = 0x2400;
const DELETE = 0x7f;

/** Characters that hide or turn text around: bidirectional marks, zero-width signs, C1 controls, lone surrogates. */
const INVISIBLE = /[\u0080-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]/u;

/** Makes every character of a line visible, so that what is read is what is there. */
export function visibleText(raw: string): string {
  return Array.from(raw, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(PICTURES + code);
    if (code === DELETE) return "␡";
    return INVISIBLE.test(character) ? `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩` : character;
  }).join("");
}

/** A line of someone else's text, shown as text and never as anything else. */
export function RawText({ text }: { readonly text: string }) {
  return (
    <Code
      block
      dir="ltr"
      tabIndex={0}
      style={{
        whiteSpace: "pre-wrap",
        overflowWrap: "anywhere",
        maxHeight: 140,
        overflowY: "auto",
        textAlign: "start",
      }}
    >
      {visibleText(text)}
    </Code>
  );
}
