/**
 * Some browsers name a locale that `Intl` refuses, such as "en-US@posix". The library that draws charts asks for it as it is
 * loaded, which would take the whole page with it. Nothing on a screen is written by that locale: `format.ts` has its own.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: navigator.language.replace(/[^A-Za-z0-9-].*$/, "") || "en" });
}
