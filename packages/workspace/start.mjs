import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { constants } from "node:os";
import { join } from "node:path";
import { buildStale } from "./build.mjs";
import { installIfNeeded } from "./install.mjs";
import { ROOT, requireNode } from "./programs.mjs";

/** One Ctrl-C can reach us twice: from the terminal and again from npm. */
const SAME_KEY_MILLISECONDS = 500;

requireNode();
process.exitCode = await start();

async function start() {
  const fault = await portFault();
  if (fault !== undefined) return fail(fault);
  const timings = [];
  try {
    await timed(timings, "install", installIfNeeded);
    await timed(timings, "build", buildStale);
  } catch (error) {
    return fail(error.message);
  }
  return runProgram(timings);
}

function fail(message) {
  console.error(message);
  return 1;
}

async function timed(timings, label, work) {
  const from = performance.now();
  await work();
  timings.push([label, Math.round(performance.now() - from)]);
}

/** Finds a taken port before the long work; anything else about the address is for the program to say. */
async function portFault() {
  const port = Number(process.env.PORT || 8000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  const probe = createServer();
  const listening = once(probe, "listening").then(
    () => undefined,
    (error) => error.code,
  );
  probe.listen({ port, host: process.env.HOST || (process.env.APP_ENV === "production" ? "0.0.0.0" : "127.0.0.1") });
  const code = await listening;
  if (code === "EADDRINUSE")
    return `Port ${port} is taken by another program: stop that one, or choose another with PORT.`;
  if (code === undefined) await new Promise((resolve) => probe.close(resolve));
  return undefined;
}

/** Runs the program in a process group of its own, so that a signal reaches it once, and only through us. */
async function runProgram(timings) {
  const child = spawn(process.execPath, [join(ROOT, "apps/api/dist/main.js"), "start", ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
    env: { ...process.env, PURSER_LAUNCH_TIMINGS: JSON.stringify(timings) },
  });
  const guard = guardAgainstOurDeath(child.pid);
  forwardSignals(child);
  const [code, signal] = await once(child, "exit");
  guard.kill("SIGKILL");
  return code ?? 128 + constants.signals[signal];
}

/** The first signal asks the program to stop, the next one ends it. */
function forwardSignals(child) {
  let firstAt;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      const now = performance.now();
      if (firstAt === undefined) {
        firstAt = now;
        child.kill(signal);
      } else if (now - firstAt > SAME_KEY_MILLISECONDS) child.kill("SIGKILL");
    });
  }
}

/** Asks the program to stop when this process is killed: the end of our pipe is the sign. */
function guardAgainstOurDeath(pid) {
  const script = 'trap "" INT TERM HUP; read -r _; kill -TERM "$1"';
  const guard = spawn("/bin/sh", ["-c", script, "sh", String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  guard.on("error", () => undefined);
  return guard;
}
