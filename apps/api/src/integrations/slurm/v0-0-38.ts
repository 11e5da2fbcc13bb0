import type { JsonObject } from "../../domains/usage/core/json-values.ts";
import { changeMember, flagged, ofEach, ofObject } from "./change-member.ts";
import { isStartWrong, startOf } from "./job-start.ts";

/**
 * v0.0.38 (Slurm 22.05 to 23.11) to v0.0.39.
 *
 * Lifted: where a release still gives the eligible time for `time.start`, the start is worked out; `time.limit`, `priority`, `array.task_id` and `het.job_offset` become `{set, infinite, number}`, null being not
 * set; `steps[].step` becomes `{id: {job_id, step_id, step_het_component}, name}`.
 * Ignored: `required.memory_per_cpu` and `memory_per_node` are new, and cannot be told from `required.memory`, which says
 * neither per what (`tres.requested` has the sum); `submit_line`, `used_gres`, `failed_node`, `extra`, `script`,
 * `licenses`, `hold`, `block` and `warnings` are new; `reservation.name` is a text, no longer always 0;
 * `allocation_nodes` is a number in either, though documented as a text before; `steps[].nodes.list` is documented;
 * `steps[].CPU.governor` is a text instead of a list, its frequencies and `steps[].statistics.energy.consumed` become
 * `{set, infinite, number}`; `steps[].task` is an object again.
 */
export function liftV38(job: JsonObject): JsonObject {
  const timed = changeMember(
    job,
    "time",
    ofObject((time) => {
      const limited = changeMember(time, "limit", flagged);
      return isStartWrong(time) ? { ...limited, start: startOf(time, job) } : limited;
    }),
  );
  const arrayed = changeMember(
    timed,
    "array",
    ofObject((array) => changeMember(array, "task_id", flagged)),
  );
  const grouped = changeMember(
    arrayed,
    "het",
    ofObject((het) => changeMember(het, "job_offset", flagged)),
  );
  const ranked = changeMember(grouped, "priority", flagged);
  return changeMember(
    ranked,
    "steps",
    ofEach((step) => changeMember(step, "step", ofObject(liftStepName))),
  );
}

function liftStepName({ job_id, het, id, name }: JsonObject): JsonObject {
  const component = typeof het === "object" && het !== null && "component" in het ? het.component : null;
  return { id: { job_id, step_id: id, step_het_component: component }, name };
}
