import { Box, Button, SimpleGrid } from "@mantine/core";
import { IconFilterOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly columns: number;
  readonly active: boolean;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** The filters of a list. They live in the address, so a filtered list can be sent to a colleague. */
export function FilterBar({ columns, active, onClear, children }: Props) {
  const { t } = useTranslation("ui");
  return (
    <Box component="search" mb="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: columns }} spacing="sm" verticalSpacing="sm">
        {children}
      </SimpleGrid>
      {active && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={onClear}
        >
          {t("clear_filters")}
        </Button>
      )}
    </Box>
  );
}
