import { Code } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CopyText } from "../../ui/copy-text.tsx";
import { monthBack } from "../../ui/format.ts";
import { Panel } from "../../ui/panel.tsx";

/** All columns Purser can use; any set with the required ones is taken. What people write freely stands last. */
const COLUMNS = [
  "Cluster,JobIDRaw,JobID,User,Account,Partition,QOS,State,ExitCode,Reason",
  "Submit,Eligible,Start,End,ElapsedRaw,Suspended,TimelimitRaw,ReqCPUS,ReqMem,ReqTRES,AllocTRES",
  "NNodes,NodeList,TotalCPU,MaxRSS,AveRSS,ConsumedEnergyRaw,JobName",
];

/** The command that gives Purser all it can use of the last complete month, its times without a zone to guess. */
export function SacctCommand() {
  const { t } = useTranslation("usage");
  const command = [
    "SLURM_TIME_FORMAT=%s sacct --allusers --duplicates --parsable2 --noconvert",
    `--starttime=${monthBack(1)}-01 --endtime=${monthBack(0)}-01`,
    `--format=${COLUMNS.join(",")}`,
  ].join(" \\\n  ");
  return (
    <Panel title={t("ingest.command")} action={<CopyText text={command} size="xs" />}>
      <Code
        block
        tabIndex={0}
        aria-label={t("ingest.command_label")}
        style={{ whiteSpace: "pre-wrap", wordBreak: "break-all" }}
      >
        {command}
      </Code>
    </Panel>
  );
}
