import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLog } from "../../platform/log.ts";
import { makeCertificates, makeClientCertificate } from "../../testing/certificates.ts";
import { type Respond, sendJson, sendText, startFakeSlurmrestd } from "../../testing/fake-slurmrestd.ts";
import { never, readSource } from "../../testing/read-source.ts";
import { slurmrestdSettings } from "../../testing/slurmrestd-settings.ts";
import type { TokenOrigin } from "./slurm-token.ts";
import type { SlurmrestdSettings } from "./slurmrestd-client.ts";
import { SlurmrestdSource } from "./slurmrestd-source.ts";

const CANARY = "canary-0f-the-t0ken";
/** As Slurm's are, with the canary where only who decodes it sees it. */
const JWT = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(CANARY).toString("base64url")}.c2lnbmF0dXJl`;

let folder: string;
let client: { certificate: string; key: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-secrets-"));
  await makeCertificates(folder);
  client = await makeClientCertificate(folder, CANARY);
  await writeFile(join(folder, "token"), `${CANARY} and more`);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** All that a log, a page or a curious programmer could print of a failure and of the source itself. */
async function printed(settings: SlurmrestdSettings): Promise<string> {
  const lines: string[] = [];
  const log = createLog({ level: "info", destination: { write: (line: string) => void lines.push(line) } });
  const source = new SlurmrestdSource(settings, () => new Date());
  const failures = await Promise.all([
    readSource(source).catch((error: unknown) => error),
    source.check(never()).catch((error: unknown) => error),
  ]);
  expect(failures.some((failure) => failure instanceof Error)).toBe(true);
  for (const failure of failures) log.warn({ err: failure, source }, "the source cannot be read");
  const deep = { depth: 20, showHidden: true, getters: true } as const;
  return [
    ...lines,
    inspect(source, deep),
    JSON.stringify(source),
    ...failures.map((each) => inspect(each, deep)),
  ].join();
}

function expectNoSecret(text: string): void {
  const encoded = Buffer.from(CANARY).toString("base64url");
  for (const secret of [CANARY, encoded, JWT, "c2lnbmF0dXJl", "PRIVATE KEY"]) expect(text).not.toContain(secret);
}

const echo = (status: number): Respond => {
  return ({ headers }, response) => sendText(response, status, `refused: ${headers["x-slurm-user-token"]}`);
};

it.each([
  ["401", echo(401)],
  ["400", echo(400)],
  ["500", echo(500)],
  ["a page", echo(200)],
  [
    "an error in JSON",
    ({ headers }, response) =>
      sendJson(response, { errors: [{ error_number: 9000, error: `${headers["x-slurm-user-token"]}` }] }, 500),
  ],
  ["a part of the token", (_, response) => sendText(response, 400, `bad token ${JWT.slice(0, 30)}`)],
  ["a redirect", (_, response) => response.writeHead(302, { location: `http://evil.test/?${CANARY}` }).end()],
  ["a reset", (request) => request.socket.resetAndDestroy()],
  ["no HTTP", ({ headers, socket }) => socket.end(`${headers["x-slurm-user-token"]}\r\n\r\n`)],
] satisfies [string, Respond][])(
  "keeps the token to itself where the server answers with %s",
  async (_what, answer) => {
    for (const token of [CANARY, JWT]) {
      await using fake = await startFakeSlurmrestd({ versions: [37] });
      fake.script.push(...Array.from({ length: 50 }, () => answer));
      const login = { how: "user-token", user: "slurmobs", token: { from: "value", token } } as const;
      expectNoSecret(await printed(slurmrestdSettings(fake.url, { login })));
    }
  },
);

it.each([
  ["that is no header", () => ({ from: "value", token: `${CANARY}\r\nX: y` })],
  ["of a file with more than a token", () => ({ from: "file", path: join(folder, "token") })],
  ["of a command that tells it and fails", () => shell("echo $0; echo $0 >&2; exit 3")],
  ["of a command that prints too much", () => shell("yes $0")],
  ["of a command that is not there", () => ({ from: "command", file: "/nowhere", args: [CANARY] })],
] satisfies [string, () => TokenOrigin][])("keeps a token to itself %s", async (_what, origin) => {
  const login = { how: "user-token", user: "slurmobs", token: origin() } as const;
  expectNoSecret(await printed(slurmrestdSettings("http://127.0.0.1:1", { login })));
});

function shell(script: string): TokenOrigin {
  return { from: "command", file: "/bin/sh", args: ["-c", script, CANARY] };
}

it("keeps the key and its passphrase to itself where they do not fit", async () => {
  for (const passphrase of [CANARY, `${CANARY}-not`]) {
    const shown = { ...client, passphrase };
    const settings = slurmrestdSettings("https://127.0.0.1:1", { client: shown });
    expectNoSecret(await printed({ ...settings, limits: { ...settings.limits, attempts: 1 } }));
  }
});
