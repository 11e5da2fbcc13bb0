import { SourceReader } from "../domains/usage/core/source-reader.ts";
import { readChunks } from "../domains/usage/read-chunks.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { recordedJson } from "./recordings.ts";

/** Reads as many bytes of JSON as the first argument says, the recorded jobs again and again, and tells what it took. */
const wanted = Number(process.argv[2]);
const recorded = recordedJson("sacct-22.05-v0.0.38");
const opening = Buffer.from('{"jobs": [');
const jobs = Buffer.from(JSON.stringify(JSON.parse(recorded.toString()).jobs, null, 1).slice(1, -1));

async function* document(): AsyncGenerator<Buffer> {
  yield opening;
  for (let bytes = 0; bytes < wanted; bytes += jobs.length) {
    if (bytes > 0) yield Buffer.from(",");
    yield Buffer.from(jobs); // a copy, as from a file or a connection
  }
  yield Buffer.from("]}");
}

const now = new Date("2026-11-21T04:00:00Z");
const reader = new SourceReader({ cluster: null, timeZone: "UTC", now, lifter: jobLifter, version: null });
let runs = 0;
let rejects = 0;
for await (const chunk of readChunks(reader, document())) {
  runs += chunk.runs.length;
  rejects += chunk.rejects.length;
}
const rssMib = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ runs, rejects, rssMib }));
