import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { type Language, setLanguage, usePreferences } from "../stores/preferences.ts";
import { formatCount } from "../ui/format.ts";

const bundles = {
  en: () => import("./en.ts"),
  th: () => import("./th.ts"),
} as const;

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "ui")) return;
  const { messages } = await bundles[language]();
  for (const [namespace, texts] of Object.entries(messages)) i18next.addResourceBundle(language, namespace, texts);
}

/** Starts translation in the person's language; only the texts of that language are fetched. */
export async function startI18n(): Promise<void> {
  const { language } = usePreferences.getState();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: "ui",
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  i18next.services.formatter?.add("grouped", (count: number) => formatCount(count));
  await load(language);
  document.documentElement.lang = language;
}

/** Changes the language of the whole interface and remembers it. */
export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  setLanguage(language);
}
