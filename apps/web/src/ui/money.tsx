import { Text } from "@mantine/core";
import { useFormat } from "./use-format.ts";

interface Props {
  readonly amount: string;
  readonly currency: string;
  readonly strong?: boolean;
  /** `rounded` for overviews, `exact` for all six digits; by default the digits that say something. */
  readonly digits?: "rounded" | "exact" | "amount";
}

/** An amount with its unit, the unit quieter than the figures. */
export function Money({ amount, currency, strong = false, digits = "amount" }: Props) {
  const format = useFormat();
  return (
    <span style={{ whiteSpace: "nowrap", fontWeight: strong ? 600 : undefined }}>
      {format[digits](amount)}{" "}
      <Text span size="xs" c="dimmed">
        {format.currency(currency)}
      </Text>
    </span>
  );
}
