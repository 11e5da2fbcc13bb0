// What a token costs: the same answer of the whole program with a token that is checked and counted, over the one that is
// open to everybody and not counted.
import { signInAs } from "../src/testing/tokens.ts";
import { startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { answersPerSecond } from "./http-load.ts";
import { servedApp } from "./served-app.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = 2;
const CONNECTIONS = 32;

await using server = await startBenchServer();
await using database = await server.createDatabase();
const { app, ctx, close } = await servedApp(database);
const handler = async () => ({ status: "ok" });
app.get("/with", { config: { permission: "authenticated" } }, handler);
app.get("/without", { config: { permission: "public", rateLimitClass: "none" } }, handler);
const port = Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
const { headers } = await signInAs(ctx, "finance");
const load = { port, authorization: headers.authorization, connections: CONNECTIONS, seconds: SECONDS };

const rounds: { with: number; without: number }[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const each = {
    with: await answersPerSecond({ ...load, paths: ["/with"] }),
    without: await answersPerSecond({ ...load, paths: ["/without"] }),
  };
  console.log(`round ${round}: ${each.with.toFixed(0)} against ${each.without.toFixed(0)}`);
  if (round > 0) rounds.push(each); // the first one warms up
}
await close();
printResult({
  bench: "auth",
  ratio: median(rounds.map((each) => each.with / each.without)),
  goal: { must: 0.6, aim: 0.8 },
  better: "higher",
  unit: "answers per second with a token against none",
  value: median(rounds.map((each) => each.with)),
  reference: median(rounds.map((each) => each.without)),
  rounds: rounds.length,
  detail: {},
});
