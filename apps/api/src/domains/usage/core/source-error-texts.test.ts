import { expect, it } from "vitest";
import { SOURCE_ERROR_TEXTS } from "./source-error-texts.ts";

it.each(Object.entries(SOURCE_ERROR_TEXTS))(
  "has a sentence of its own for %s, in English and in Thai",
  (_code, text) => {
    expect(text.en).toMatch(/^[A-Z].*\.$/s);
    expect(text.en).not.toMatch(/[฀-๿]/);
    expect(text.th).toMatch(/[฀-๿]/);
    const same = Object.values(SOURCE_ERROR_TEXTS).filter((other) => other.en === text.en || other.th === text.th);
    expect(same).toHaveLength(1);
  },
);
