import type { NodeState } from "@purser/contract/schemas";
import { choiceParam, present, textParam } from "../../ui/search-params.ts";
import { MEASURES, type Measure, NODE_STATES } from "./node-mark.ts";

export interface NodeSearch {
  /** By default the first one. */
  readonly cluster?: string;
  readonly partition?: string;
  readonly state?: NodeState;
  /** What the cells show; by default the state. */
  readonly by?: Measure;
}

export function validateNodeSearch(raw: Record<string, unknown>): NodeSearch {
  return present({
    cluster: textParam(raw, "cluster", 255),
    partition: textParam(raw, "partition", 255),
    state: choiceParam(raw, "state", NODE_STATES),
    by: choiceParam(raw, "by", MEASURES),
  });
}
