import { useEffect } from "react";

const PRODUCT = "Purser";

/** Names the page in the browser's tab, its history and to screen readers while it is shown; null: it has no name yet. */
export function usePageTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    document.title = `${title} · ${PRODUCT}`;
    return () => {
      document.title = PRODUCT;
    };
  }, [title]);
}
