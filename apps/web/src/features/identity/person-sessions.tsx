import type { Person, Session } from "@purser/contract/schemas";
import { IconDevices } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { showToast } from "../../stores/toasts.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ConfirmModal } from "./confirm-modal.tsx";
import { useDeviceName, useSessionColumns } from "./session-columns.tsx";
import { useEndPersonSession, useListPersonSessions, useSignOutPerson } from "./sessions.queries.ts";

/** Where somebody is signed in, for administrators, who can end it there; auditors read it. */
export function PersonSessions({ person }: { readonly person: Person }) {
  const { t } = useTranslation("people");
  const mayEnd = useMay()("sessions:write");
  const sessions = useListPersonSessions(person.id);
  const columns = useSessionColumns(mayEnd ? (session) => <EndSession personId={person.id} session={session} /> : null);
  const some = (sessions.data?.pages[0]?.data.length ?? 0) > 0;
  return (
    <Panel
      title={t("sessions.title")}
      lead={t("sessions.lead")}
      action={mayEnd && some && <SignOutPerson person={person} />}
      padded={false}
    >
      <PagedTable
        label={t("sessions.title")}
        query={sessions}
        columns={columns}
        rowKey={(session) => session.id}
        empty={<EmptyState icon={IconDevices} title={t("sessions.empty_title")} text={t("sessions.empty_text")} />}
      />
    </Panel>
  );
}

function EndSession({ personId, session }: { readonly personId: string; readonly session: Session }) {
  const { t } = useTranslation(["people", "identity"]);
  const device = useDeviceName();
  const end = useEndPersonSession(personId);
  return (
    <ConfirmModal
      size="xs"
      action={t("identity:sessions.end")}
      title={t("identity:sessions.end_one", { device: device(session), address: session.address })}
      text={t("people:sessions.end_text")}
      danger
      deed={end}
      onConfirm={() => end.mutateAsync(session.id).then(() => showToast("success", t("identity:sessions.ended")))}
    />
  );
}

function SignOutPerson({ person: { id, username } }: { readonly person: Person }) {
  const { t } = useTranslation("people");
  const everywhere = useSignOutPerson(id);
  return (
    <ConfirmModal
      action={t("sessions.everywhere")}
      title={t("sessions.everywhere_title", { username })}
      text={t("sessions.everywhere_text")}
      danger
      deed={everywhere}
      onConfirm={() =>
        everywhere.mutateAsync().then(() => showToast("success", t("sessions.everywhere_done", { username })))
      }
    />
  );
}
