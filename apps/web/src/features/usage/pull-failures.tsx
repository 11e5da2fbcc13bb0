import { Text, type TextProps } from "@mantine/core";
import type { UsagePull } from "@purser/contract/schemas";
import { useTranslation } from "react-i18next";

interface Props extends Pick<TextProps, "size" | "c" | "mt"> {
  readonly pull: UsagePull;
}

/** Which sources a pull could not read, and why: a line for each. */
export function PullFailures({ pull, ...look }: Props) {
  const { t } = useTranslation("pulls");
  return pull.failures.map((failure) => (
    <Text key={`${failure.source} ${failure.at}`} {...look}>
      {`${t(`source.${failure.source}`)}: ${failure.message}`}
    </Text>
  ));
}
