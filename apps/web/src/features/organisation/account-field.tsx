import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChoice } from "../../ui/use-choice.ts";
import { useGetBillingAccount, useListBillingAccounts } from "./organisation.queries.ts";

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (accountId: string | undefined) => void;
  readonly required?: boolean;
  readonly clearable?: boolean;
  readonly error?: string | undefined;
}

/** Chooses a billing account; the server looks for the code or name that is typed. */
export function AccountField({ value, onChange, error, ...props }: Props) {
  const { t } = useTranslation(["organisation", "ui"]);
  const [text, setText] = useState("");
  const [sought] = useDebouncedValue(text.trim(), 300);
  const [shown, choose] = useChoice(value, onChange);
  const chosen = useGetBillingAccount(shown ?? "", shown !== undefined).data;
  // The field writes the chosen account's label into the text, which is none of a code or a name.
  const isTyped = sought !== "" && (chosen === undefined || sought !== labelOf(chosen));
  const found = useListBillingAccounts(isTyped ? { search: sought } : {}).data?.pages[0]?.data ?? [];
  const accounts = chosen === undefined || found.some(({ id }) => id === chosen.id) ? found : [chosen, ...found];
  return (
    <Select
      {...props}
      value={shown ?? null}
      onChange={(id) => choose(id ?? undefined)}
      searchable
      {...(props.clearable === true ? { placeholder: t("ui:any") } : {})}
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t("organisation:binding.no_account")}
      data={accounts.map((account) => ({ value: account.id, label: labelOf(account) }))}
      {...(error === undefined ? {} : { error })}
    />
  );
}

function labelOf({ code, name }: { readonly code: string; readonly name: string }): string {
  return code === name ? name : `${name} (${code})`;
}
