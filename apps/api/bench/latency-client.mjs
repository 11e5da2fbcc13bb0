// The thread of pull.bench.ts that asks for a page again and again until it is told to stop, and says how long each took.
// Plain JavaScript, because a thread gets no loader for anything else.
import { parentPort, workerData } from "node:worker_threads";

const { url, authorization } = workerData;
const PAUSE_MS = 20;
const taken = [];
let isDone = false;
parentPort?.once("message", () => {
  isDone = true;
});
while (!isDone) {
  const from = performance.now();
  const answer = await fetch(url, { headers: { authorization } });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  taken.push(performance.now() - from);
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}
parentPort?.postMessage(taken);
