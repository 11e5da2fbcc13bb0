import type { Binding } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { Facts } from "../../ui/facts.tsx";
import { useFormat } from "../../ui/use-format.ts";

type Rule = Pick<Binding, "cluster" | "slurm_account" | "slurm_user" | "valid_from" | "valid_to">;

/** Of whose runs a rule speaks, and when, above what it does. */
export function BindingRule({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation("organisation");
  const format = useFormat();
  return (
    <Facts
      columns={5}
      facts={[
        [t("binding.slurm_account"), rule.slurm_account],
        [t("binding.slurm_user"), rule.slurm_user ?? t("binding.every_user")],
        [t("binding.cluster"), rule.cluster],
        [t("binding.from"), format.date(rule.valid_from)],
        [t("binding.to"), rule.valid_to === null ? t("binding.open_end") : format.end(rule.valid_to)],
      ]}
    />
  );
}
