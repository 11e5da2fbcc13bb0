import { Code } from "@mantine/core";

const DELETE = 0x7f;

/** The control characters that people know by name. Unicode has pictures of all of them, but few fonts do. */
const NAMES: Readonly<Record<string, string>> = {
  "\t": "TAB",
  "\n": "LF",
  "\r": "CR",
  "\u001b": "ESC",
  "\u0000": "NUL",
};

/** Characters that hide or turn text around: bidirectional marks, zero-width signs, C1 controls, lone surrogates. */
const INVISIBLE = /[\u0080-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]/u;

/** Makes every character of a line visible, so that what is read is what is there. */
export function visibleText(raw: string): string {
  return Array.from(raw, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x20 && code !== DELETE && !INVISIBLE.test(character)) return character;
    return `‹${NAMES[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`}›`;
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
