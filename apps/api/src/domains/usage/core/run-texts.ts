/** In bytes: names that Slurm or an administrator gave. */
export const LONGEST_LABEL = 255;
/** In bytes: what people write, and lists of resources. */
export const LONGEST_NAME = 4_096;
/** In bytes: lists of nodes. */
export const LONGEST_LIST = 65_536;

/** What stands for a node list where there are no nodes. */
export const NO_NODES: ReadonlySet<string> = new Set(["", "None assigned", "None", "(null)"]);
