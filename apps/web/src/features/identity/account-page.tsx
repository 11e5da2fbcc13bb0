import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMe } from "../../api/me.ts";
import { Facts } from "../../ui/facts.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Panel } from "../../ui/panel.tsx";
import { MfaPanel } from "./mfa-panel.tsx";
import { OwnTokens } from "./own-tokens.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { SessionsPanel } from "./sessions-panel.tsx";

/** One's own account: who one is to Purser, where one is signed in, and what calls in one's name. */
export function OwnAccountPage() {
  const { t } = useTranslation("identity");
  return (
    <>
      <PageHeader title={t("account.title")} lead={t("account.lead")} />
      <Stack>
        <PersonPanel />
        <PasswordPanel />
        <MfaPanel />
        <SessionsPanel />
        <OwnTokens />
      </Stack>
    </>
  );
}

function PersonPanel() {
  const { t } = useTranslation(["identity", "ui"]);
  const me = useMe();
  return (
    <Panel title={t("identity:account.person")}>
      <Facts
        facts={[
          [t("identity:account.display_name"), me.display_name],
          [t("identity:username"), <Mono key="username">{me.username}</Mono>],
          [t("identity:account.roles"), me.roles.map((role) => t(`ui:roles.${role}`)).join(", ")],
          [t("identity:account.slurm_users"), <Mono key="slurm_users">{me.slurm_users.join(", ") || "–"}</Mono>],
        ]}
        columns={4}
      />
    </Panel>
  );
}

function Mono({ children }: { readonly children: string }) {
  return <span className="mono">{children}</span>;
}
