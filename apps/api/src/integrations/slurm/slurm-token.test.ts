import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startFakeSlurmrestd } from "../../testing/fake-slurmrestd.ts";
import { failureOf, never, readSource } from "../../testing/read-source.ts";
import { slurmrestdSettings } from "../../testing/slurmrestd-settings.ts";
import { SlurmToken, type TokenOrigin } from "./slurm-token.ts";
import { SlurmrestdSource } from "./slurmrestd-source.ts";

const NOW = new Date("2026-11-21T03:00:00Z");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-token-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A token as `scontrol token` makes it, but for its signature. */
function jwt(name: string, expiresInSeconds: number): string {
  const claims = { exp: NOW.getTime() / 1000 + expiresInSeconds, sun: name };
  return `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2ln`;
}

async function tokenFile(name: string, token: string): Promise<TokenOrigin & { path: string }> {
  const path = join(folder, name);
  await writeFile(path, token);
  return { from: "file", path };
}

/** A program that notes each time it is run. */
async function program(name: string, script: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\necho . >> "${file}.runs"\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

describe("a token in a file", () => {
  it("is kept until it is about to end, and then read again", async () => {
    const origin = await tokenFile("rotated", `${jwt("first", 3_600)}\n`);
    let now = NOW;
    const token = new SlurmToken(origin, () => now);
    expect(await token.current(never())).toBe(jwt("first", 3_600));
    await writeFile(origin.path, jwt("second", 7_200));
    expect(await token.current(never())).toBe(jwt("first", 3_600));
    now = new Date(NOW.getTime() + 3_560_000); // 40 s before its end
    expect(await token.current(never())).toBe(jwt("second", 7_200));
  });

  it.each([new Date(0), new Date("2038-01-19T03:14:08Z"), new Date("9999-12-31T00:00:00Z")])(
    "is given as it is where the clock says %s, since the server's clock decides",
    async (clock) => {
      const origin = await tokenFile("clock", jwt("only", 3_600));
      expect(await new SlurmToken(origin, () => clock).current(never())).toBe(jwt("only", 3_600));
    },
  );

  it("is read anew when it is asked for, and says whether that made a difference", async () => {
    const origin = await tokenFile("renewed", jwt("first", 3_600));
    const token = new SlurmToken(origin, () => NOW);
    await token.current(never());
    expect(await token.renew(never())).toBe(false);
    await writeFile(origin.path, jwt("second", 3_600));
    expect(await token.renew(never())).toBe(true);
  });

  it.each([
    ["that is not there", "nowhere", null],
    ["that is empty", "empty", ""],
    ["of two lines", "lines", "one\ntwo"],
    ["that would be a header of its own", "split", "x\r\nX-Admin: yes"],
    ["that is far too long", "long", "x".repeat(20_000)],
  ])("%s is none", async (_what, name, text) => {
    const origin = text === null ? ({ from: "file", path: join(folder, name) } as const) : await tokenFile(name, text);
    const failure = await failureOf(new SlurmToken(origin, () => NOW).current(never()));
    expect(failure).toMatchObject({ code: "SOURCE_TOKEN_UNAVAILABLE" });
  });

  it.each([
    ["by a path of where the program happens to be", "token"],
    ["that is a device without end", "/dev/zero"],
    ["that is a folder", "/tmp"],
  ])("%s is none", async (_what, path) => {
    const failure = await failureOf(new SlurmToken({ from: "file", path }, () => NOW).current(never()));
    expect(failure).toMatchObject({ code: "SOURCE_TOKEN_UNAVAILABLE" });
  });
});

describe("a token from a command", () => {
  it("is what the command prints, with or without SLURM_JWT=, and is kept", async () => {
    const file = await program("print", `echo "SLURM_JWT=${jwt("printed", 3_600)}"`);
    const token = new SlurmToken({ from: "command", file, args: [] }, () => NOW);
    expect(await token.current(never())).toBe(jwt("printed", 3_600));
    expect(await token.current(never())).toBe(jwt("printed", 3_600));
    expect(await readFile(`${file}.runs`, "utf8")).toBe(".\n");
  });

  it("has its arguments as they are, without a shell, and nothing of Purser's environment", async () => {
    const file = await program("arguments", 'printf "%s" "$#-$1-$HOME-$NODE_ENV-$TZ" | tr -c "A-Za-z0-9-" _');
    const token = new SlurmToken({ from: "command", file, args: ["$(id);`id`|x", "y"] }, () => NOW);
    expect(await token.current(never())).toBe("2-__id___id__x---");
  });

  it.each([
    ["fails", "echo canary-of-the-command >&2; exit 3", { exitCode: 3 }],
    ["prints too much", "yes", { reason: "SOURCE_ANSWER_TOO_LARGE" }],
    ["prints nothing", "true", { reason: "malformed" }],
  ])("that %s is none", async (_what, script, facts) => {
    const file = await program("failing", script);
    const origin = { from: "command", file, args: ["canary-of-the-command"] } as const;
    const failure = await failureOf(new SlurmToken(origin, () => NOW).current(never()));
    expect(failure).toMatchObject({ code: "SOURCE_TOKEN_UNAVAILABLE", facts });
    expect(JSON.stringify(failure.facts)).not.toContain("canary");
  });

  it.each([
    ["that is not there", "/nowhere/scontrol", "ENOENT"],
    ["that may not be run", "/etc/passwd", "EACCES"],
    ["that would be looked for", "echo", "not an absolute path"],
  ])("of a program %s is none", async (_what, file, reason) => {
    const origin = { from: "command", file, args: ["x"] } as const;
    const failure = await failureOf(new SlurmToken(origin, () => NOW).current(never()));
    expect(failure).toMatchObject({ code: "SOURCE_TOKEN_UNAVAILABLE", facts: { reason } });
  });
});

describe("a token that the server refuses", () => {
  it("is read anew once, and what was asked for is asked again", async () => {
    const good = jwt("second", 3_600);
    await using fake = await startFakeSlurmrestd({ tokens: [good], versions: [37] });
    const origin = await tokenFile("refused", jwt("first", 3_600));
    const login = { how: "user-token", user: "slurmobs", token: origin } as const;
    const source = new SlurmrestdSource(slurmrestdSettings(fake.url, { login }), () => NOW);
    expect(await failureOf(readSource(source))).toMatchObject({ code: "SOURCE_TOKEN_REFUSED" });
    expect(fake.asked()).toHaveLength(1); // the same token would be refused again
    await writeFile(origin.path, good);
    expect(await readSource(source)).toHaveLength(1);
    expect(fake.asked()).toHaveLength(3);
    expect(await source.check(never())).toMatchObject({ clusters: ["testbed"] });
  });

  it("is not asked with for ever, though the command prints another each time", async () => {
    await using fake = await startFakeSlurmrestd({ tokens: [], versions: [37] });
    const file = await program("changing", 'printf "t%s" "$(wc -l < "$0.runs")" | tr -d " "');
    const login = { how: "user-token", user: "slurmobs", token: { from: "command", file, args: [] } } as const;
    const source = new SlurmrestdSource(slurmrestdSettings(fake.url, { login }), () => NOW);
    expect(await failureOf(readSource(source))).toMatchObject({ code: "SOURCE_TOKEN_REFUSED" });
    expect(fake.requests.map(({ headers }) => headers["x-slurm-user-token"])).toEqual(["t1", "t1", "t2"]);
  });
});
