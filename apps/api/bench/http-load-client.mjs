// The thread of http-load.ts. Plain JavaScript, because a thread gets no loader for anything else.
import { parentPort, workerData } from "node:worker_threads";
import { measureRate } from "./answer-rate.mjs";
import { sendAnsweredRequests } from "./answered-requests.mjs";

const { port, paths, authorization, connections, seconds } = workerData;
let answers = 0;
let turn = 0;

function next() {
  turn = (turn + 1) % paths.length;
  return `GET ${paths[turn]} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\n\r\n`;
}

const answered = () => {
  answers += 1;
};
sendAnsweredRequests({ port, connections, next, answered });
const tell = (rate) => parentPort?.postMessage(rate);
measureRate({ warmUpMilliseconds: 200, seconds, answers: () => answers, tell });
