import type { Column } from "./sacct-columns.ts";

/**
 * Where each column that a row is read from stands. A column that is not there stands after the last one. The names are
 * written out because the engine looks up a literal's keys several times faster than those of an object built in a loop.
 */
export function columnIndexes(columns: readonly Column[]) {
  const indexOf = (name: string) => {
    const index = columns.findIndex((column) => column.name === name);
    return index < 0 ? columns.length : index;
  };
  return {
    JobID: indexOf("JobID"),
    JobIDRaw: indexOf("JobIDRaw"),
    SLUID: indexOf("SLUID"),
    Cluster: indexOf("Cluster"),
    JobName: indexOf("JobName"),
    User: indexOf("User"),
    Account: indexOf("Account"),
    Partition: indexOf("Partition"),
    QOS: indexOf("QOS"),
    Reason: indexOf("Reason"),
    NodeList: indexOf("NodeList"),
    NNodes: indexOf("NNodes"),
    Submit: indexOf("Submit"),
    Eligible: indexOf("Eligible"),
    Start: indexOf("Start"),
    End: indexOf("End"),
    ElapsedRaw: indexOf("ElapsedRaw"),
    Elapsed: indexOf("Elapsed"),
    Suspended: indexOf("Suspended"),
    ReqCPUS: indexOf("ReqCPUS"),
    ReqMem: indexOf("ReqMem"),
    ReqTRES: indexOf("ReqTRES"),
    AllocTRES: indexOf("AllocTRES"),
    State: indexOf("State"),
    ExitCode: indexOf("ExitCode"),
    TotalCPU: indexOf("TotalCPU"),
    MaxRSS: indexOf("MaxRSS"),
    AveRSS: indexOf("AveRSS"),
    ConsumedEnergyRaw: indexOf("ConsumedEnergyRaw"),
    /** Minutes, or else a duration: whichever of the two comes first. */
    Limit: Math.min(indexOf("TimelimitRaw"), indexOf("Timelimit")),
  };
}
