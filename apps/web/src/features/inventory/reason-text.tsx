import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Limit, waitReason } from "./wait-reason.ts";

const COLORS = { held: "orange", blocked: "red" } as const;

interface Props {
  /** Slurm's word. */
  readonly word: string;
  /** What else Slurm says. */
  readonly said?: string;
}

/** Why a job waits, explained; Slurm's own word stands below it, and alone where it is not known here. */
export function ReasonText({ word, said = "" }: Props) {
  const { t } = useTranslation("queue");
  const text = useReasonText()(word);
  const reason = waitReason(word);
  return (
    <span>
      {reason.kind !== "other" && reason.outlook !== "waits" && (
        <>
          <Badge color={COLORS[reason.outlook]} className="status">
            {t(`outlook.${reason.outlook}`)}
          </Badge>
          <br />
        </>
      )}
      {text ?? <span className="mono">{word || t("no_reason")}</span>}
      {text !== null && (
        <>
          <br />
          <Remark>{word}</Remark>
        </>
      )}
      {said !== "" && said !== word && (
        <>
          <br />
          <Remark>{said}</Remark>
        </>
      )}
    </span>
  );
}

/** The explanation of Slurm's word for why a job waits; null for one that is not known. */
function useReasonText(): (word: string) => string | null {
  const { t } = useTranslation("queue");
  const limitText = ({ owner, party, resource, isTime }: Limit) =>
    t(`limit.${party}`, { owner: t(`owner.${owner}`), what: t(isTime ? `time.${resource}` : `resource.${resource}`) });
  return (word) => {
    const reason = waitReason(word);
    if (reason.kind === "other") return null;
    return reason.kind === "known" ? t(`reason.${reason.word}`) : limitText(reason.limit);
  };
}
