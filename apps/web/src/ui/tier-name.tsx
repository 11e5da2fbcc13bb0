import { useQuery } from "@tanstack/react-query";
import { useMay } from "../api/me.ts";
import { operationQuery } from "../api/operation-query.ts";
import { type Language, usePreferences } from "../stores/preferences.ts";

/** The tier's name in the person's language, where they may read the tiers; its code otherwise. */
export function useTierName(): (tier: string) => string {
  const may = useMay();
  const language = usePreferences((state) => state.language);
  const { data } = useQuery({ ...operationQuery("listTiers"), enabled: may("accounts:read"), staleTime: 600_000 });
  return (name) => {
    const tier = data?.data.find((each) => each.name === name);
    if (tier === undefined) return name;
    return language === "th" ? tier.label_th : tier.label_en;
  };
}

/** The name of the tier that a record itself tells, where it does; the tier's code otherwise. */
export function tierLabel(
  record: { tier: string; tier_label_en: string | null; tier_label_th: string | null },
  language: Language,
): string {
  return (language === "th" ? record.tier_label_th : record.tier_label_en) ?? record.tier;
}

export function TierName({ tier }: { readonly tier: string }) {
  return useTierName()(tier);
}
