// The thread of event-load.ts. Plain JavaScript, because a thread gets no loader for anything else.
import { parentPort, workerData } from "node:worker_threads";
import { measureRate } from "./answer-rate.mjs";
import { sendAnsweredRequests } from "./answered-requests.mjs";

const { port, path, authorization, connections, seconds, firstJob } = workerData;
const DRAIN_MILLISECONDS = 300;
let answers = 0;
let job = firstJob;
let done = false;

function next() {
  if (done) return null;
  job += 1;
  const told = {
    ...{
      cluster: "lotus",
      job_id: job,
      user: `user${job % 200}`,
      node_list: [`c[${(job % 50) + 1}-${(job % 50) + 2}]`],
    },
    ...{
      timestamp: "2026-03-01T01:05:00Z",
      submit_time: "2026-03-01T01:00:00Z",
      cpu_allocation: 8,
      memory_allocation_mb: 16384,
    },
    ...{
      gpu_allocation: 2,
      gpu_vendor: "nvidia",
      gpu_devices: ["0", "1"],
      partition: "gpu",
      account: `group${job % 20}`,
    },
    cgroup_path: `/system.slice/slurmstepd.scope/job_${job}`,
  };
  const body = JSON.stringify(told);
  return `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

const answered = () => {
  answers += 1;
};
sendAnsweredRequests({ port, connections, next, answered });
const tell = (rate) => {
  done = true; // what is under way is answered before the next round begins
  setTimeout(() => parentPort?.postMessage(rate), DRAIN_MILLISECONDS);
};
measureRate({ warmUpMilliseconds: 300, seconds, answers: () => answers, tell });
