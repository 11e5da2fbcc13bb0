import type { Node } from "@purser/contract/schemas";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";

/** A node in a line of words: "c1: in use in part, 32 of 64 CPUs, 100 GiB of 256 GiB, load 31.5". The same function while the language is the same. */
export function useNodeText(): (node: Node) => string {
  const { t } = useTranslation("inventory");
  const { count, mib } = useFormat();
  return useCallback(
    (node) => {
      const amount = (part: number | null, whole: number, write: (count: number) => string) =>
        t("of", { part: part === null ? "?" : write(part), whole: write(whole) });
      const facts = [
        t(`state.${node.state}`),
        `CPU ${amount(node.allocated_cpus, node.cpus, count)}`,
        amount(node.allocated_memory_mib, node.memory_mib, mib),
        ...(node.gpus > 0 ? [`GPU ${amount(node.allocated_gpus, node.gpus, count)}`] : []),
        ...(node.load === null ? [] : [t("load_of", { load: node.load })]),
        ...(node.reason === "" ? [] : [node.reason]),
      ];
      return `${node.name}: ${facts.join(", ")}`;
    },
    [t, count, mib],
  );
}
