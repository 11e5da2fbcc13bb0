import { NativeSelect, type NativeSelectProps } from "@mantine/core";
import { useChoice } from "./use-choice.ts";

interface Props extends Pick<NativeSelectProps, "label" | "data" | "disabled"> {
  readonly value: string;
  readonly onChange: (choice: string) => void;
}

/** One of a few values, kept elsewhere: what is chosen stands in the field at once. */
export function SelectField({ value, onChange, ...props }: Props) {
  const [shown, choose] = useChoice(value, onChange);
  return <NativeSelect {...props} value={shown} onChange={({ currentTarget: { value: choice } }) => choose(choice)} />;
}
