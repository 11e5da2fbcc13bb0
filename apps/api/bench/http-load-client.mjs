// The thread of http-load.ts. Plain JavaScript, because a thread gets no loader for anything else.
import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { port, paths, authorization, connections, seconds } = workerData;
const WARM_UP_MILLISECONDS = 200;
let answers = 0;
let turn = 0;

function next() {
  turn = (turn + 1) % paths.length;
  return `GET ${paths[turn]} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\n\r\n`;
}

function ask() {
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
    socket.write(next());
  });
}

for (let count = 0; count < connections; count += 1) ask();
setTimeout(() => {
  const [from, begun] = [performance.now(), answers];
  setTimeout(() => {
    parentPort?.postMessage(((answers - begun) * 1000) / (performance.now() - from));
  }, seconds * 1000);
}, WARM_UP_MILLISECONDS);
