import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (text: string | undefined) => void;
  readonly placeholder?: string;
}

/** A text filter that waits until the person stops typing. */
export function SearchField({ label, value, onChange, placeholder }: Props) {
  const [text, setText] = useState(value ?? "");
  const commit = useDebouncedCallback((next: string) => onChange(next.trim() === "" ? undefined : next.trim()), 350);
  return (
    <TextInput
      label={label}
      value={text}
      {...(placeholder === undefined ? {} : { placeholder })}
      leftSection={<IconSearch size={16} aria-hidden />}
      onChange={(event) => {
        setText(event.currentTarget.value);
        commit(event.currentTarget.value);
      }}
    />
  );
}
