import { Box, List, Text } from "@mantine/core";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/use-format.ts";
import { FieldName } from "./field-name.tsx";
import { wordsKey } from "./record-words.ts";

export type Facts = Readonly<Record<string, unknown>>;

interface Props {
  readonly action: string;
  readonly field: string;
  readonly value: unknown;
}

/** One value of a record, in words: a code with what it means, a list of things line by line, a time as people write it. */
export function RecordValue({ action, field, value }: Props) {
  if (isFacts(value)) return <FactLines action={action} facts={value} />;
  if (!Array.isArray(value)) return <Plain action={action} field={field} value={value} />;
  const things = value.filter(isFacts);
  if (things.length > 0) return <Things action={action} things={things} />;
  if (value.length === 0) return "–";
  return value.map((each, index) => (
    <span key={String(each)}>
      {index > 0 && ", "}
      <Plain action={action} field={field} value={each} />
    </span>
  ));
}

/** Each fact in a line of its own. */
export function FactLines({ action, facts }: { readonly action: string; readonly facts: Facts }) {
  return Object.entries(facts).map(([name, value]) => (
    <Box key={name} fz="sm" mt={4} style={{ overflowWrap: "anywhere" }}>
      <FieldName name={name} />: <RecordValue action={action} field={name} value={value} />
    </Box>
  ));
}

/** A thing in a line of its own, which may wrap: most have more facts than a table has room for, and ids among them. */
function Things({ action, things }: Pick<Props, "action"> & { readonly things: readonly Facts[] }) {
  return (
    <List size="sm" mt={2} withPadding>
      {things.map((thing) => (
        <List.Item key={JSON.stringify(thing)} mt={4}>
          {Object.entries(thing).map(([name, value], index) => (
            <Fragment key={name}>
              {index > 0 && " · "}
              <FieldName name={name} />: <RecordValue action={action} field={name} value={value} />
            </Fragment>
          ))}
        </List.Item>
      ))}
    </List>
  );
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const LDAP_RESULT = /^result_(\d+)$/;

function Plain({ action, field, value }: Props) {
  const { t, i18n } = useTranslation("audit");
  const format = useFormat();
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return <strong>{t(value ? "values.yes" : "values.no")}</strong>;
  // The number of a job is its name.
  const text = typeof value === "number" && !field.endsWith("_id") ? format.count(value) : String(value);
  if (INSTANT.test(text)) return <strong>{format.exactTime(text)}</strong>;
  const number = field === "directory" ? LDAP_RESULT.exec(text)?.[1] : undefined;
  const key = wordsKey({ action, field, value: text }, (each) => i18n.exists(each));
  if (number === undefined && key === undefined) return <strong>{text}</strong>;
  return (
    <>
      {/* The keys of codes are made of what records hold, so that no type can know them. */}
      <strong>{number === undefined ? i18n.t(key as "audit:lead") : t("values.directory.result", { number })}</strong>{" "}
      <Text span size="xs" c="dimmed" className="mono">
        {text}
      </Text>
    </>
  );
}

export function isFacts(value: unknown): value is Facts {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
