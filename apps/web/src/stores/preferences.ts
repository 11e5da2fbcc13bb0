import { create } from "zustand";

export type Language = "en" | "th";

const KEY = "purser.language";

function stored(): Language {
  try {
    return localStorage.getItem(KEY) === "th" ? "th" : "en";
  } catch {
    return "en";
  }
}

export const usePreferences = create<{ language: Language }>(() => ({ language: stored() }));

/** Remembers the language in this browser. */
export function setLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  usePreferences.setState({ language });
}
