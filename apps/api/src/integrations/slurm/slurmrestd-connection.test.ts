import dns from "node:dns";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Certificates, makeCertificates, makeClientCertificate } from "../../testing/certificates.ts";
import { type FakeSlurmrestd, startFakeSlurmrestd } from "../../testing/fake-slurmrestd.ts";
import { failureOf, never, readSource } from "../../testing/read-source.ts";
import { slurmrestdSettings } from "../../testing/slurmrestd-settings.ts";
import type { SlurmrestdSettings } from "./slurmrestd-client.ts";
import { SlurmrestdSource } from "./slurmrestd-source.ts";

const PASSPHRASE = "canary-passphrase-of-the-key";

let folder: string;
let certificates: Certificates;
let client: { certificate: string; key: string };
let secure: FakeSlurmrestd;
let mutual: FakeSlurmrestd;
let local: FakeSlurmrestd;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-slurmrestd-"));
  certificates = await makeCertificates(folder);
  client = await makeClientCertificate(folder, PASSPHRASE);
  const tls = { cert: await readFile(certificates.certificateFile), key: await readFile(certificates.keyFile) };
  secure = await startFakeSlurmrestd({ tls });
  // Node's own server closes without a word in TLS 1.3, where others send the alert that 1.2 has.
  mutual = await startFakeSlurmrestd({
    tls: { ...tls, ca: certificates.ca, requestCert: true, maxVersion: "TLSv1.2" },
  });
  local = await startFakeSlurmrestd({ socketPath: join(folder, "slurmrestd.sock") });
});

afterAll(async () => {
  for (const fake of [secure, mutual, local]) await fake[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

function sourceOf(url: string, changes: Partial<SlurmrestdSettings> = {}): SlurmrestdSource {
  const settings = slurmrestdSettings(url, changes);
  return new SlurmrestdSource({ ...settings, limits: { ...settings.limits, attempts: 1 } }, () => new Date());
}

it("reads over TLS from a server whose certificate an authority that is trusted has signed", async () => {
  const source = sourceOf(secure.url, { ca: certificates.ca });
  expect(await source.check(never())).toMatchObject({ clusters: ["testbed"], tokenInClear: false });
  expect(await readSource(source)).toHaveLength(2);
});

it.each([
  ["of an authority that is not trusted", () => ({ ca: certificates.otherCa })],
  ["of an authority that the system does not know", () => ({ ca: null })],
  ["for another name", () => ({ ca: certificates.ca, url: secure.url.replace("localhost", "127.0.0.1") })],
])("sends no token to a server with a certificate %s", async (_what, changes) => {
  const before = secure.requests.length;
  expect(await failureOf(readSource(sourceOf(secure.url, changes())))).toMatchObject({ code: "SOURCE_CERTIFICATE" });
  expect(secure.requests).toHaveLength(before);
});

it("shows its certificate to a server that demands one", async () => {
  const shown = { ...client, passphrase: PASSPHRASE };
  const source = sourceOf(mutual.url, { ca: certificates.ca, client: shown });
  expect(await source.check(never())).toMatchObject({ clusters: ["testbed"] });
});

it.each([
  ["none to show", () => null],
  ["a wrong passphrase", () => ({ ...client, passphrase: "wrong" })],
  ["a key that is none", () => ({ ...client, key: "-----BEGIN PRIVATE KEY-----\nx\n", passphrase: null })],
])("is told apart as a matter of certificates where it has %s", async (_what, shown) => {
  const source = sourceOf(mutual.url, { ca: certificates.ca, client: shown() });
  expect(await failureOf(source.check(never()))).toMatchObject({ code: "SOURCE_CERTIFICATE" });
});

it("reads from a unix socket, and needs no token there where the server knows the user", async () => {
  const source = sourceOf(local.url, { login: { how: "none" } });
  expect(await source.check(never())).toMatchObject({ clusters: ["testbed"], tokenInClear: false });
  const sent = local.requests.flatMap(({ headers }) => Object.keys(headers));
  expect(sent).not.toContain("x-slurm-user-token");
  expect(sent).not.toContain("authorization");
});

it("cannot reach a socket that is not there", async () => {
  const source = sourceOf(`unix:${folder}/nowhere.sock`);
  expect(await failureOf(source.check(never()))).toMatchObject({ code: "SOURCE_UNREACHABLE" });
});

it("sends user and token in the headers of Slurm, or a bearer where that is what a proxy takes", async () => {
  await sourceOf(local.url).check(never());
  expect(local.requests.at(-1)?.headers).toMatchObject({
    "x-slurm-user-name": "slurmobs",
    "x-slurm-user-token": "t0ken",
  });
  await sourceOf(local.url, { login: { how: "bearer", token: { from: "value", token: "b3arer" } } }).check(never());
  expect(local.requests.at(-1)?.headers.authorization).toBe("Bearer b3arer");
});

it.each(["", "root\r\nX-Admin: yes", "a b", "ผู้ใช้", "x".repeat(256)])("takes no user that is none: %j", (user) => {
  const login = { how: "user-token", user, token: { from: "value", token: "t" } } as const;
  expect(() => sourceOf(local.url, { login })).toThrow("SOURCE_CONFIGURATION_INVALID");
});

it("asks below the path of a proxy", async () => {
  const fake = await startFakeSlurmrestd();
  const source = sourceOf(`${fake.url}/hpc/slurm/`);
  expect(await failureOf(source.check(never()))).toMatchObject({ facts: { status: 404 } });
  expect(fake.requests.at(0)?.path).toBe("/hpc/slurm/openapi/v3");
  await fake[Symbol.asyncDispose]();
});

it("connects to no address where the secrets of clouds are, whatever a name stands for by then", async () => {
  const looked: string[] = [];
  const spy = vi.spyOn(dns, "lookup").mockImplementation(((name: string, _options: unknown, answer: Answer) => {
    looked.push(name);
    answer(null, [
      { address: "169.254.169.254", family: 4 },
      { address: "::ffff:169.254.169.254", family: 6 },
      { address: "fe80::1", family: 6 },
    ]);
  }) as unknown as typeof dns.lookup); // one of its five forms
  const source = sourceOf("http://slurm.example.org:6820");
  expect(await failureOf(source.check(never()))).toMatchObject({ code: "SOURCE_ADDRESS_REFUSED" });
  expect(looked).toEqual(["slurm.example.org"]);
  spy.mockRestore();
});

type Answer = (error: null, addresses: readonly { address: string; family: number }[]) => void;
