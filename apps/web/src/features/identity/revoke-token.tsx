import type { ApiToken } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useRevokeApiToken } from "./tokens.queries.ts";

interface Props {
  readonly token: ApiToken;
  readonly whose: "own" | "all";
}

/** Ends a token for good, after asking once more. */
export function RevokeToken({ token, whose }: Props) {
  const { t } = useTranslation("tokens");
  const revoking = useRevokeApiToken(whose);
  const { name } = token;
  return (
    <ConfirmModal
      size="xs"
      action={t("revoke.action")}
      title={t("revoke.title", { name })}
      text={t("revoke.lead")}
      danger
      deed={revoking}
      onConfirm={() => revoking.mutateAsync(token.id).then(() => showToast("success", t("revoke.done", { name })))}
    />
  );
}
