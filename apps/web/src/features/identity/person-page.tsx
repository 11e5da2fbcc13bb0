import { Alert, Stack } from "@mantine/core";
import type { Person } from "@purser/contract/schemas";
import { IconBan } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { Facts } from "../../ui/facts.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordView } from "../../ui/record-view.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { DisablePersonModal } from "./disable-person-modal.tsx";
import { GiveGrantModal } from "./give-grant-modal.tsx";
import { GrantsTable } from "./grants-table.tsx";
import { HeldRoles } from "./held-roles.tsx";
import { useGetPerson } from "./people.queries.ts";
import { PersonState } from "./people-page.tsx";
import { PersonCredentials } from "./person-credentials.tsx";
import { PersonEvents } from "./person-events.tsx";
import { PersonForm } from "./person-form.tsx";
import { PersonSessions } from "./person-sessions.tsx";

const route = getRouteApi("/app/administration/people/$personId");

export function PersonPage() {
  const { t } = useTranslation("people");
  const { personId } = route.useParams();
  const person = useGetPerson(personId);
  return (
    <RecordView query={person} parent={{ to: "/administration/people", label: t("list.title") }}>
      {(found) => <PersonRecord person={found} />}
    </RecordView>
  );
}

function PersonRecord({ person }: { readonly person: Person }) {
  const { t } = useTranslation("people");
  const may = useMay();
  return (
    <>
      <PageHeader
        parent={{ to: "/administration/people", label: t("list.title") }}
        title={person.display_name}
        lead={person.username}
        audited={person.id}
        actions={
          <>
            {may("grants:write") && person.disabled_at === null && <GiveGrantModal username={person.username} />}
            {may("people:write") && <DisablePersonModal person={person} />}
          </>
        }
      />
      <Stack>
        {person.disabled_at !== null && (
          <Alert color="gray" icon={<IconBan aria-hidden />} title={t("person.disabled_title")}>
            {t("person.disabled_text")}
          </Alert>
        )}
        <PersonFacts person={person} />
        <Panel title={t("grants.title")} lead={t("grants.lead")} padded={false}>
          <GrantsTable personId={person.id} />
        </Panel>
        {may("people:write") && (
          <Panel title={t("person.change")} lead={t("person.change_lead")}>
            <PersonForm key={person.id} person={person} />
          </Panel>
        )}
        {may("people:write") && person.disabled_at === null && <PersonCredentials person={person} />}
        {may("sessions:read") && <PersonSessions person={person} />}
        {may("audit:read") && <PersonEvents personId={person.id} />}
      </Stack>
    </>
  );
}

function PersonFacts({ person }: { readonly person: Person }) {
  const { t } = useTranslation("people");
  const format = useFormat();
  return (
    <Panel title={t("person.facts")}>
      <Facts
        columns={4}
        facts={[
          [t("list.state"), <PersonState key="state" person={person} />],
          [t("roles"), <HeldRoles key="roles" grants={person.grants} />],
          [t("slurm_users"), person.slurm_users.join(", ")],
          [t("person.created_at"), format.date(person.created_at)],
        ]}
      />
    </Panel>
  );
}
