import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface FakeSacct extends AsyncDisposable {
  readonly program: string;
  /** A folder of the test's own, which scripts know as $HERE. */
  readonly folder: string;
  /** The arguments of each call for runs, oldest first. */
  readonly calls: () => Promise<readonly (readonly string[])[]>;
}

/** What sacct 22.05 prints for `--helpformat`, without columns that nobody asks for. */
export const SACCT_22_05 =
  "Account AllocTRES AveRSS Cluster Comment ConsumedEnergyRaw Elapsed ElapsedRaw Eligible End ExitCode JobID JobIDRaw " +
  "JobName MaxRSS NNodes NodeList Partition QOS Reason ReqCPUS ReqMem ReqTRES Start State Submit Suspended Timelimit " +
  "TimelimitRaw TotalCPU User WorkDir";

/** A program that is called as sacct is, and does for each call for runs what the script, of a shell, says. */
export async function makeFakeSacct(script: string, columns = SACCT_22_05): Promise<FakeSacct> {
  const folder = await mkdtemp(join(tmpdir(), "purser-sacct-"));
  const program = join(folder, "sacct");
  const text = `#!/bin/sh
HERE=${folder}
case "$1" in
  --version) echo "slurm-wlm 22.05.8"; exit 0 ;;
  --helpformat) echo "${columns.replaceAll(" ", "\n")}"; exit 0 ;;
esac
for argument in "$@"; do
  printf '%s\\037' "$argument" >> $HERE/calls
  case "$argument" in
    --delimiter=*) D="\${argument#--delimiter=}" ;;
    --format=*) FORMAT="\${argument#--format=}" ;;
    --starttime=*) FROM="\${argument#--starttime=}" ;;
    --endtime=*) TO="\${argument#--endtime=}" ;;
    --state=*) STATE="\${argument#--state=}" ;;
  esac
done
printf '\\036' >> $HERE/calls
${script}
`;
  await writeFile(program, text);
  await chmod(program, 0o755);
  const calls = async () => {
    const noted = await readFile(join(folder, "calls"), "utf8").catch(() => "");
    return noted
      .split("\u001e")
      .filter((call) => call !== "")
      .map((call) => call.split("\u001f").slice(0, -1));
  };
  const remove = async () => await rm(folder, { recursive: true, force: true });
  return { program, folder, calls, [Symbol.asyncDispose]: remove };
}
