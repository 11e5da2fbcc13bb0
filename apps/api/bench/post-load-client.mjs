// The thread of post-load.ts. Plain JavaScript, because a thread gets no loader for anything else.
import { parentPort, workerData } from "node:worker_threads";
import { sendAnsweredRequests } from "./answered-requests.mjs";

const { port, path, type, authorization, bodies, connections } = workerData;
let turn = 0;
let answers = 0;

function next() {
  if (turn >= bodies.length) return null;
  const body = Buffer.from(bodies[turn]);
  turn += 1;
  const head = `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

const from = performance.now();
const answered = () => {
  answers += 1;
  if (answers === bodies.length) parentPort?.postMessage(performance.now() - from);
};
sendAnsweredRequests({ port, connections, next, answered });
