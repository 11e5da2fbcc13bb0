// Sets theme and language on <html> before the first paint. A file of its own, since the page's policy refuses inline scripts.
(() => {
  let scheme = "auto";
  let language = "";
  try {
    scheme = localStorage.getItem("purser.color_scheme") ?? "auto";
    language = localStorage.getItem("purser.language") ?? "";
  } catch {
    // A browser that refuses storage gets the defaults.
  }
  const dark = scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
  document.documentElement.lang = language === "th" || language === "en" ? language : "en";
})();
