// The thread of post-load.ts. Plain JavaScript, because a thread gets no loader for anything else.
import { connect } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { port, path, type, authorization, bodies, connections } = workerData;
let turn = 0;
let answers = 0;
let from = 0;

function request() {
  const body = Buffer.from(bodies[turn]);
  turn += 1;
  const head = `POST ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\ncontent-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

function ask() {
  const socket = connect(port, "127.0.0.1");
  let left = 0;
  let head = "";
  const next = () => {
    if (turn < bodies.length) socket.write(request());
    else socket.end();
  };
  socket.on("connect", next);
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
    if (answers === bodies.length) parentPort?.postMessage(performance.now() - from);
    next();
  });
}

from = performance.now();
for (let count = 0; count < connections; count += 1) ask();
