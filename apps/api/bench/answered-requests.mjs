import { connect } from "node:net";

/**
 * Sends a request over each of the connections, and the next on it as soon as the last is answered, with next to no work per
 * answer. `next` gives the request to send, null when there is none; `answered` is told of each answer before that. Anything
 * but a 200 fails the bench.
 *
 * @param {{ port: number, connections: number, next: () => string | Buffer | null, answered: () => void }} load
 */
export function sendAnsweredRequests({ port, connections, next, answered }) {
  for (let count = 0; count < connections; count += 1) talk(connect(port, "127.0.0.1"), next, answered);
}

function talk(socket, next, answered) {
  let left = 0;
  let head = "";
  const send = () => {
    const request = next();
    if (request !== null) socket.write(request);
  };
  socket.on("connect", send);
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
    answered();
    send();
  });
}
