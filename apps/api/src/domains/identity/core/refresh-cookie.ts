/** Browsers keep a name that begins so from being set by any other host, over any other path or without TLS. */
export const REFRESH_COOKIE = "__Host-purser_refresh";

/** Browsers take a Secure cookie from localhost without TLS as well, so that it never has to be anything else. */
export const REFRESH_COOKIE_OPTIONS = { httpOnly: true, secure: true, sameSite: "strict", path: "/" } as const;
