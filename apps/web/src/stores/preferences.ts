import { create } from "zustand";

export type Language = "en" | "th";

const KEY = "purser.language";

/** What was chosen here before; without a choice, the language that the browser asks for. */
function preferred(): Language {
  const wanted = navigator.language.toLowerCase().startsWith("th") ? "th" : "en";
  try {
    const chosen = localStorage.getItem(KEY);
    return chosen === "th" || chosen === "en" ? chosen : wanted;
  } catch {
    return wanted;
  }
}

export const usePreferences = create<{ language: Language }>(() => ({ language: preferred() }));

/** Remembers the language in this browser. */
export function setLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  usePreferences.setState({ language });
}
