export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** The events of a stream of server-sent events, as they come; comments and what else such a stream may say are left out. */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const blocks = (rest + decoder.decode(read.value, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = readEvent(block);
        if (event !== null) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {}); // it may have failed already, which the caller was told
  }
}

function readEvent(block: string): ServerEvent | null {
  const lines = block.split("\n");
  const values = (field: string) =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).replace(/^ /, ""));
  const data = values("data");
  return data.length === 0 ? null : { event: values("event").at(-1) ?? "message", data: data.join("\n") };
}
