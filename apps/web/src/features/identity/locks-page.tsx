import { Button, Text } from "@mantine/core";
import type { SignInLock } from "@purser/contract/schemas";
import { IconLockOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../api/me.ts";
import { showToast } from "../../stores/toasts.ts";
import { Remark } from "../../ui/badges.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorAlert } from "../../ui/error-alert.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PagedTable } from "../../ui/paged-table.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useFormat } from "../../ui/use-format.ts";
import { useLiftSignInLock, useListSignInLocks } from "./sessions.queries.ts";

/** Who cannot sign in for a while, from where; administrators let them try again. */
export function LocksPage() {
  const { t } = useTranslation("identity");
  const locks = useListSignInLocks();
  const lift = useLiftSignInLock();
  const columns = useLockColumns((lock) =>
    lift.mutate(lock.id, { onSuccess: () => showToast("success", t("locks.lifted")) }),
  );
  return (
    <>
      <PageHeader title={t("locks.title")} lead={t("locks.lead")} />
      {lift.error !== null && <ErrorAlert error={lift.error} />}
      <Panel padded={false}>
        <PagedTable
          label={t("locks.title")}
          query={locks}
          columns={columns}
          rowKey={(lock) => lock.id}
          empty={<EmptyState icon={IconLockOpen} title={t("locks.empty_title")} text={t("locks.empty_text")} />}
        />
      </Panel>
    </>
  );
}

function useLockColumns(lift: (lock: SignInLock) => void): readonly Column<SignInLock>[] {
  const { t } = useTranslation("identity");
  const format = useFormat();
  const mayLift = useMay()("locks:write");
  const columns: Column<SignInLock>[] = [
    { key: "person", header: t("locks.person"), cell: (lock) => <LockedName lock={lock} /> },
    { key: "address", header: t("locks.address"), cell: (lock) => <span className="mono">{lock.address}</span> },
    { key: "failures", header: t("locks.failures"), align: "right", cell: (lock) => format.count(lock.failures) },
    {
      key: "until",
      header: t("locks.until"),
      nowrap: true,
      cell: (lock) => format.exactTime(lock.locked_until),
    },
  ];
  if (!mayLift) return columns;
  const action: Column<SignInLock> = {
    key: "action",
    header: "",
    align: "right",
    cell: (lock) => (
      <Button
        size="xs"
        variant="default"
        aria-label={t("locks.lift_one", { address: lock.address })}
        onClick={() => lift(lock)}
      >
        {t("locks.lift")}
      </Button>
    ),
  };
  return [...columns, action];
}

function LockedName({ lock }: { readonly lock: SignInLock }) {
  const { t } = useTranslation("identity");
  if (lock.username === null) return <Remark>{t("locks.nobody")}</Remark>;
  return (
    <>
      <Text span fw={600} size="sm">
        {lock.display_name}
      </Text>{" "}
      <Text span size="sm" c="dimmed" className="mono">
        {lock.username}
      </Text>
    </>
  );
}
