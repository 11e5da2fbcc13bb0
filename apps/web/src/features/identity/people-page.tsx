import { Badge } from "@mantine/core";
import type { Person } from "@purser/contract/schemas";
import { IconUsersGroup } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { ChoiceField } from "../../ui/choice-field.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FilterBar } from "../../ui/filter-bar.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { PersonLink } from "../../ui/record-link.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { AddPersonModal } from "./add-person-modal.tsx";
import { GiveGrantModal } from "./give-grant-modal.tsx";
import { HeldRoles } from "./held-roles.tsx";
import { useListPeople } from "./people.queries.ts";
import { ROLES, validatePeopleSearch } from "./people-search.ts";

const route = getRouteApi("/app/administration/people");

export function PeoplePage() {
  const { t } = useTranslation("people");
  const may = useMay();
  const search = route.useSearch();
  const people = useListPeople(search);
  const columns = usePeopleColumns();
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader
        title={t("list.title")}
        lead={t(may("people:write") ? "list.lead" : "list.lead_reader")}
        actions={
          <>
            {may("grants:write") && <GiveGrantModal username={null} />}
            {may("people:write") && <AddPersonModal />}
          </>
        }
      />
      <PeopleFilters />
      <Panel padded={false}>
        <PagedTable
          label={t("list.title")}
          query={people}
          columns={columns}
          rowKey={(person) => person.id}
          empty={
            <EmptyState
              icon={IconUsersGroup}
              title={t("list.empty_title")}
              text={t(filtered ? "list.empty_filtered" : "list.empty_text")}
            />
          }
        />
      </Panel>
    </>
  );
}

function PeopleFilters() {
  const { t } = useTranslation(["people", "ui"]);
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/administration/people" });
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ search: (old) => validatePeopleSearch({ ...old, ...change }), replace: true });
  return (
    <FilterBar columns={3} active={Object.keys(search).length > 0} onClear={() => void navigate({ search: {} })}>
      <SearchField label={t("people:list.search")} value={search.search} onChange={(text) => set({ search: text })} />
      <ChoiceField
        label={t("people:list.role")}
        value={search.role}
        choices={[...ROLES.map((role) => ({ value: role, label: t(`ui:roles.${role}`) }))]}
        onChange={(role) => set({ role })}
      />
      <ChoiceField
        label={t("people:list.state")}
        value={search.enabled}
        choices={[
          { value: "yes", label: t("people:enabled") },
          { value: "no", label: t("people:disabled") },
        ]}
        onChange={(enabled) => set({ enabled })}
      />
    </FilterBar>
  );
}

function usePeopleColumns(): readonly Column<Person>[] {
  const { t } = useTranslation("people");
  return [
    {
      key: "username",
      header: t("username"),
      cell: (person) => <PersonLink id={person.id}>{person.username}</PersonLink>,
    },
    { key: "name", header: t("display_name"), cell: (person) => person.display_name },
    { key: "roles", header: t("roles"), narrow: "wide", cell: (person) => <HeldRoles grants={person.grants} /> },
    { key: "slurm", header: t("slurm_users"), cell: (person) => person.slurm_users.join(", ") || "–" },
    { key: "state", header: t("list.state"), cell: (person) => <PersonState person={person} /> },
  ];
}

/** Whether somebody can sign in, by colour and word. */
export function PersonState({ person }: { readonly person: Person }) {
  const { t } = useTranslation("people");
  return person.disabled_at === null ? (
    <Badge color="green">{t("enabled")}</Badge>
  ) : (
    <Badge color="gray">{t("disabled")}</Badge>
  );
}
