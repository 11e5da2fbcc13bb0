import { isObject, type JsonObject, memberOf } from "../domains/usage/core/json-values.ts";

/**
 * A job record in the shape of v0.0.45 as an older version would have said it: the opposite of the lifts of
 * `integrations/slurm`, written on its own from Slurm's documents. Exit codes are lost on the way to v0.0.39, as they are there.
 */
export function lowerJob(job: JsonObject, version: number): JsonObject {
  let lowered = job;
  for (let from = 45; from > version; from -= 1) lowered = LOWERINGS[from]?.(lowered) ?? lowered;
  return lowered;
}

const LOWERINGS: Readonly<Record<number, (job: JsonObject) => JsonObject>> = {
  45: ({ sluid: _, original_sluid: __, exclusive: ___, oversubscribe: ____, ...job }) => job,
  42: ({ restart_cnt: _, qosreq: __, ...job }) => job,
  41: ({ stdin: _, stdout: __, stderr: ___, ...job }) => {
    const { planned: ____, ...time } = object(job.time);
    return { ...job, time };
  },
  40: (job) => ({
    ...job,
    state: { ...object(job.state), current: word(memberOf(job, "state", "current")) },
    exit_code: oldExit(object(job.exit_code)),
    steps: steps(job).map((step) => ({
      ...step,
      state: word(step.state),
      step: { ...object(step.step), id: splitId(String(memberOf(step, "step", "id"))) },
      time: {
        ...object(step.time),
        start: bare(memberOf(step, "time", "start")),
        end: bare(memberOf(step, "time", "end")),
      },
    })),
  }),
  39: (job) => {
    const { memory_per_cpu: _, memory_per_node: __, ...required } = object(job.required);
    return {
      ...job,
      required,
      time: { ...object(job.time), limit: bare(memberOf(job, "time", "limit")) },
      array: { ...object(job.array), task_id: bare(memberOf(job, "array", "task_id")) },
      het: { ...object(job.het), job_offset: bare(memberOf(job, "het", "job_offset")) },
      steps: steps(job).map((step) => {
        const { job_id, step_id } = object(memberOf(step, "step", "id"));
        return {
          ...step,
          step: { job_id, het: { component: null }, id: step_id, name: memberOf(step, "step", "name") },
        };
      }),
    };
  },
  38: ({ container: _, ...job }) => ({
    ...job,
    time: { ...object(job.time), start: memberOf(job, "time", "eligible") },
  }),
  37: (job) => {
    const { reason, ...state } = object(job.state);
    return { ...job, state: { ...state, previous: reason } };
  },
};

function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function steps(job: JsonObject): readonly JsonObject[] {
  return Array.isArray(job.steps) ? job.steps.map(object) : [];
}

function bare(value: unknown): unknown {
  const { set, number } = object(value);
  return set === true ? number : null;
}

function word(list: unknown): unknown {
  return Array.isArray(list) ? list.join("+") : list;
}

function oldExit(exit: JsonObject): JsonObject {
  const signal = bare(memberOf(exit, "signal", "id"));
  const wasKilled = typeof signal === "number" && signal > 0;
  return wasKilled
    ? { status: "SIGNALED", signal: { signal_id: signal, name: "" }, return_code: null }
    : { status: "SUCCESS", return_code: 0 };
}

function splitId(id: string): JsonObject {
  const dot = id.indexOf(".");
  return { job_id: Number(id.slice(0, dot)), step_id: id.slice(dot + 1) };
}
