// Watches the audit chain from a process of its own, so that what is watched does not share its event loop with the watch.
// Told to stop, it sends for each record when it was first seen in the chain: [subject, milliseconds since 1970].
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const PAUSE_MILLISECONDS = 4;
const client = new pg.Client({ connectionString: process.argv[2] });
await client.connect();
let watching = true;
process.once("message", () => {
  watching = false;
});
const text = `
  select s.sequence, r.subject from audit.seal s join audit.record r on r.id = s.record_id
  where s.sequence > $1 order by s.sequence`;
const seen = [];
const { rows: start } = await client.query("select coalesce(max(sequence), 0) as sequence from audit.seal");
let after = start[0].sequence;
process.send("watching");
while (watching) {
  const { rows } = await client.query({ name: "sealed", text, values: [after] });
  const now = performance.timeOrigin + performance.now();
  for (const { subject } of rows) seen.push([subject, now]);
  after = rows.at(-1)?.sequence ?? after;
  await sleep(PAUSE_MILLISECONDS);
}
await client.end();
process.send(seen, () => process.disconnect());
