import { Badge, Group, Text, VisuallyHidden } from "@mantine/core";
import type { ApiToken, ApiTokenState } from "@purser/contract/schemas";
import { IconBan, IconCircleCheck, IconClock, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { RevokeToken } from "./revoke-token.tsx";

const STATES = {
  active: { color: "green", icon: IconCircleCheck },
  suspended: { color: "orange", icon: IconPlayerPause },
  expired: { color: "gray", icon: IconClock },
  revoked: { color: "gray", icon: IconBan },
} as const satisfies Record<ApiTokenState, unknown>;

function StateBadge({ state }: { readonly state: ApiTokenState }) {
  const { t } = useTranslation("tokens");
  const { color, icon: Glyph } = STATES[state];
  return (
    <Badge color={color} leftSection={<Glyph size={13} aria-hidden />} className="status">
      {t(`state.${state}`)}
    </Badge>
  );
}

/** What a row of a list of API tokens shows; `owner` where they are of several. */
export function useTokenColumns(whose: "own" | "all", mayRevoke: boolean): readonly Column<ApiToken>[] {
  const { t } = useTranslation(["tokens", "ui"]);
  const format = useFormat();
  return [
    { key: "name", header: t("tokens:column.name"), cell: (token) => <Name token={token} /> },
    ...(whose === "all"
      ? [{ key: "owner", header: t("tokens:column.owner"), cell: (token: ApiToken) => <Owner token={token} /> }]
      : []),
    { key: "state", header: t("tokens:column.state"), cell: (token) => <StateBadge state={token.state} /> },
    { key: "scopes", header: t("tokens:column.scopes"), narrow: "wide", cell: (token) => <Scopes token={token} /> },
    {
      key: "expires",
      header: t("tokens:column.expires"),
      nowrap: true,
      cell: (token) => format.date(token.expires_at),
    },
    { key: "used", header: t("tokens:column.used"), cell: (token) => <LastUse token={token} /> },
    ...(mayRevoke
      ? [
          {
            key: "revoke",
            header: <VisuallyHidden>{t("tokens:revoke.action")}</VisuallyHidden>,
            align: "right" as const,
            narrow: "bare" as const,
            cell: (token: ApiToken) =>
              token.state === "active" || token.state === "suspended" ? (
                <RevokeToken token={token} whose={whose} />
              ) : null,
          },
        ]
      : []),
  ];
}

function Name({ token }: { readonly token: ApiToken }) {
  return (
    <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
      <Text span fw={600} size="sm">
        {token.name}
      </Text>
      <br />
      <span className="mono">
        <Remark>{`pur_${token.id.replaceAll("-", "").slice(0, 12)}…`}</Remark>
      </span>
    </div>
  );
}

function Owner({ token }: { readonly token: ApiToken }) {
  const { t } = useTranslation(["tokens", "ui"]);
  if (token.kind === "person") return <>{token.username}</>;
  const role = t(`ui:roles.${token.role as "finance"}`); // a service always has one of the roles
  return (
    <div>
      {t("tokens:kind.service")}
      <br />
      <Remark>{token.slurm_users.length === 0 ? role : `${role}: ${token.slurm_users.join(", ")}`}</Remark>
    </div>
  );
}

function Scopes({ token }: { readonly token: ApiToken }) {
  const { t } = useTranslation("tokens");
  return (
    <div>
      <Group gap={4}>
        {token.scopes.map((scope) => (
          <Badge key={scope} variant="default" size="sm" tt="none" fw={400} className="mono">
            {scope}
          </Badge>
        ))}
      </Group>
      {token.allowed_addresses.length > 0 && (
        <Remark>{t("only_from", { addresses: token.allowed_addresses.join(", ") })}</Remark>
      )}
    </div>
  );
}

function LastUse({ token }: { readonly token: ApiToken }) {
  const { t } = useTranslation("tokens");
  const format = useFormat();
  if (token.last_used_at === null) return <Remark>{t("never_used")}</Remark>;
  return (
    <div>
      {format.dateTime(token.last_used_at)}
      {token.last_used_address !== null && (
        <>
          <br />
          <span className="mono">
            <Remark>{token.last_used_address}</Remark>
          </span>
        </>
      )}
    </div>
  );
}
