import { Text } from "@mantine/core";
import { useFormat } from "./use-format.ts";

interface Props {
  readonly amount: string;
  readonly currency: string;
  readonly strong?: boolean;
}

/** An amount with its unit, the unit quieter than the figures. */
export function Money({ amount, currency, strong = false }: Props) {
  const format = useFormat();
  return (
    <span style={{ whiteSpace: "nowrap", fontWeight: strong ? 600 : undefined }}>
      {format.amount(amount)}{" "}
      <Text span size="xs" c="dimmed">
        {format.currency(currency)}
      </Text>
    </span>
  );
}
