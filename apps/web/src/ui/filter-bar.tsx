import { Box, Button, Group, SimpleGrid } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustmentsHorizontal, IconFilterOff } from "@tabler/icons-react";
import { Fragment, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  readonly columns: number;
  readonly active: boolean;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/**
 * The filters of a list, folded away on a narrow screen. They live in the address, so that a filtered list can be sent
 * on. Clearing them begins its fields anew: a text that is typed but not yet in the address goes as well.
 */
export function FilterBar({ columns, active, onClear, children }: Props) {
  const { t } = useTranslation("ui");
  const id = useId();
  const [cleared, setCleared] = useState(0);
  const [opened, { toggle }] = useDisclosure(false);
  return (
    <Box component="search" mb="md">
      <Group gap="xs" hiddenFrom="xs" mb={opened ? "xs" : 0}>
        <Button
          variant="default"
          size="sm"
          onClick={toggle}
          aria-expanded={opened}
          aria-controls={id}
          leftSection={<IconAdjustmentsHorizontal size={17} aria-hidden />}
        >
          {t("filters")}
        </Button>
      </Group>
      <Box id={id} {...(opened ? {} : { visibleFrom: "xs" })}>
        <SimpleGrid cols={{ base: 1, xs: 2, md: columns }} spacing="sm" verticalSpacing="sm">
          <Fragment key={cleared}>{children}</Fragment>
        </SimpleGrid>
      </Box>
      {active && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="subtle"
          leftSection={<IconFilterOff size={16} aria-hidden />}
          onClick={() => {
            setCleared((count) => count + 1);
            onClear();
          }}
        >
          {t("clear_filters")}
        </Button>
      )}
    </Box>
  );
}
