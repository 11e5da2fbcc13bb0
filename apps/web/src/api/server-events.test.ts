import { expect, it } from "vitest";
import { serverEvents } from "./server-events.ts";

/** A stream that comes in pieces of so many bytes. */
function streamOf(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}

const TEXT =
  'retry: 2000\n\nevent: runs\ndata: {"name":"งาน"}\n\n: here\n\ndata: one\ndata: two\n\nevent: runs\ndata: cut o';

it.each([1, 2, 7, 1_000])("reads whole events however the bytes come, %s at a time", async (size) => {
  const events = [];
  for await (const event of serverEvents(streamOf(TEXT, size))) events.push(event);
  expect(events).toEqual([
    { event: "runs", data: '{"name":"งาน"}' },
    { event: "message", data: "one\ntwo" },
  ]);
});
