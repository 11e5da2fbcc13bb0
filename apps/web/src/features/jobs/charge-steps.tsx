import { Text } from "@mantine/core";
import type { ChargeStep } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";
import { Remark } from "../../ui/badges.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { groupDecimal } from "../../ui/decimal.ts";
import { useFormat } from "../../ui/use-format.ts";

interface Props {
  readonly steps: readonly ChargeStep[];
  readonly currency: string;
}

/** One line per component, read as a formula: quantity × price × multiplier = amount. */
export function ChargeSteps({ steps, currency }: Props) {
  const { t } = useTranslation(["jobs", "ui"]);
  const columns = useStepColumns(currency);
  return (
    <div className="panel" style={{ background: "var(--purser-subtle)" }}>
      <DataTable
        label={t("jobs:charge.step2")}
        columns={columns}
        rows={steps}
        rowKey={(step) => `${step.component} ${step.gpu_type ?? ""}`}
      />
    </div>
  );
}

function Sign({ children }: { readonly children: string }) {
  return (
    <Text span c="dimmed" mr={8}>
      {children}
    </Text>
  );
}

function useStepColumns(currency: string): readonly Column<ChargeStep>[] {
  const { t } = useTranslation(["jobs", "ui"]);
  const format = useFormat();
  const unit = format.currency(currency);
  return [
    {
      key: "component",
      header: t("jobs:charge.column.component"),
      cell: (step) => (
        <div>
          <Text span inherit fw={600}>
            {t(`ui:component.${step.component}`)}
          </Text>{" "}
          <Remark>
            {step.component === "minimum"
              ? t("jobs:charge.minimum_hint")
              : [t(`ui:basis.${step.basis}`), step.gpu_type && t("jobs:charge.of_type", { type: step.gpu_type })]
                  .filter(Boolean)
                  .join(", ")}
          </Remark>
        </div>
      ),
    },
    {
      key: "quantity",
      header: t("jobs:charge.column.quantity"),
      align: "right",
      cell: (step) =>
        step.component === "minimum" ? (
          "–"
        ) : (
          <div>
            {format.quantity(step.quantity)} <Remark>{t(`ui:hours.${step.component}`)}</Remark>
            <br />
            {step.quantity_seconds !== undefined && (
              <Remark>{t("jobs:charge.seconds", { seconds: groupDecimal(step.quantity_seconds, 0) })}</Remark>
            )}
          </div>
        ),
    },
    {
      key: "unit_price",
      header: `${t("jobs:charge.column.unit_price")} (${unit})`,
      align: "right",
      cell: (step) =>
        step.component === "minimum" ? (
          "–"
        ) : (
          <span>
            <Sign>×</Sign>
            {format.amount(step.unit_price)}
          </span>
        ),
    },
    {
      key: "multiplier",
      header: t("jobs:charge.column.multiplier"),
      align: "right",
      cell: (step) =>
        step.component === "minimum" ? (
          "–"
        ) : (
          <span title={t("jobs:charge.multiplier_hint")}>
            <Sign>×</Sign>
            {groupDecimal(step.multiplier, 0)}
          </span>
        ),
    },
    {
      key: "amount",
      header: `${t("jobs:charge.column.amount")} (${unit})`,
      align: "right",
      cell: (step) => (
        <span>
          <Sign>=</Sign>
          <strong>{format.exact(step.amount)}</strong>
        </span>
      ),
    },
  ];
}
