// The thread of event-load.ts. Plain JavaScript, because a thread gets no loader for anything else.
import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { port, path, authorization, connections, seconds, firstJob } = workerData;
const WARM_UP_MILLISECONDS = 300;
const DRAIN_MILLISECONDS = 300;
let answers = 0;
let job = firstJob;
let done = false;

function next() {
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

function tell() {
  const socket = connect(port, "127.0.0.1");
  let left = 0;
  let head = "";
  socket.on("connect", () => socket.write(next()));
  socket.on("data", (bytes) => {
    if (left > 0) left -= bytes.length;
    else {
      head += bytes.toString("latin1");
      const end = head.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (!head.startsWith("HTTP/1.1 200")) throw new Error(head.slice(0, 500));
      left = Number(/content-length: (\d+)/i.exec(head)?.[1]) - (head.length - end - 4);
      head = "";
    }
    if (left > 0) return;
    answers += 1;
    if (!done) socket.write(next());
  });
}

for (let count = 0; count < connections; count += 1) tell();
setTimeout(() => {
  const [from, begun] = [performance.now(), answers];
  setTimeout(() => {
    const rate = ((answers - begun) * 1000) / (performance.now() - from);
    done = true; // what is under way is answered before the next round begins
    setTimeout(() => parentPort?.postMessage(rate), DRAIN_MILLISECONDS);
  }, seconds * 1000);
}, WARM_UP_MILLISECONDS);
