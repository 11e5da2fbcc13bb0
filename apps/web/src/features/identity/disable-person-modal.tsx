import type { Person } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { showToast } from "../../stores/toasts.ts";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useUpdatePerson } from "./people.queries.ts";

/** Disables a person, or enables them again. */
export function DisablePersonModal({ person }: { readonly person: Person }) {
  const { t } = useTranslation("people");
  const update = useUpdatePerson(person.id);
  const { username } = person;
  const enabled = person.disabled_at === null;
  const words = enabled ? "disable" : "enable";
  return (
    <ConfirmModal
      action={t(`${words}.action`)}
      title={t(`${words}.title`, { username })}
      text={t(`${words}.text`)}
      danger={enabled}
      deed={update}
      onConfirm={() =>
        update.mutateAsync({ disabled: enabled }).then(() => showToast("success", t(`${words}.done`, { username })))
      }
    />
  );
}
