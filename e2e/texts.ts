import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export type Language = "en" | "th";

const LOCALES = fileURLToPath(new URL("../apps/web/src/locales/", import.meta.url));

/** Every text of the web app in a language, by `namespace:key.of.it`. */
export function textsOf(language: Language): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const file of readdirSync(`${LOCALES}${language}`).filter((name) => name.endsWith(".json"))) {
    flatten(JSON.parse(readFileSync(`${LOCALES}${language}/${file}`, "utf8")), `${file.slice(0, -5)}:`, texts);
  }
  return texts;
}

function flatten(value: unknown, path: string, texts: Map<string, string>): void {
  if (typeof value === "string") texts.set(path, value);
  else for (const [key, inner] of Object.entries(value as object)) flatten(inner, join(path, key), texts); // JSON holds texts and objects of them
}

const join = (path: string, key: string) => (path.endsWith(":") ? `${path}${key}` : `${path}.${key}`);

/** Looks texts up as the app does, so that journeys name what they press as its readers see it. */
export function wordsOf(language: Language) {
  const texts = textsOf(language);
  return (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const text = texts.get(key);
    if (text === undefined) throw new Error(`the app has no text ${key}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
  };
}
