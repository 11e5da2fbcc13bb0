import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer, type Server } from "../platform/http-server.ts";
import { createMetrics } from "../platform/metrics.ts";
import { installWebApp } from "../platform/web-app.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

const MARK = "of-the-machine-and-of-nobody-else";
const PAGE = "<!doctype html><title>Purser</title>";
const SCRIPT = "export const app = 1;";

let app: ContractApp;
let server: Server;
let port: number;
let folder: string;
beforeAll(async () => {
  app = await startContractApp();
  folder = mkdtempSync(join(tmpdir(), "purser-paths-"));
  const [root, outside] = [join(folder, "web/dist"), join(folder, "web/dist-of-others")];
  mkdirSync(join(root, "assets"), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(root, "index.html"), PAGE);
  writeFileSync(join(root, "assets/app-4f1d.js"), SCRIPT);
  for (const file of [join(folder, "secret.js"), join(folder, "web/secret.js"), join(outside, "secret.js")])
    writeFileSync(file, MARK);
  symlinkSync(join(folder, "secret.js"), join(root, "assets/link.js"));
  symlinkSync("../../../secret.js", join(root, "assets/relative.js"));
  symlinkSync(outside, join(root, "assets/folder"));
  symlinkSync("app-4f1d.js", join(root, "assets/inside.js"));
  const access = { authenticate: async () => null, isAllowed: () => false, isFresh: () => false };
  const metrics = createMetrics({ pool: app.ctx.db.pool, version: "0" });
  server = await createServer({ ctx: app.ctx, metrics, access });
  await installWebApp(server, root);
  port = Number(new URL(await server.listen({ host: "127.0.0.1", port: 0 })).port);
});
afterAll(async () => {
  await server.close();
  await app[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Asks for exactly these bytes: a client that knows addresses would take the dots out before it asks. */
async function ask(path: string): Promise<{ status: number; type: string; body: string }> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  let heard = "";
  socket.on("data", (data) => {
    heard += data.toString("latin1");
  });
  await once(socket, "connect");
  socket.write(Buffer.from(`GET ${path} HTTP/1.1\r\nhost: purser\r\nconnection: close\r\n\r\n`, "latin1"));
  await once(socket, "close");
  const [head = "", ...body] = heard.split("\r\n\r\n");
  const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? "";
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), type, body: body.join("\r\n\r\n") };
}

const UPS = ["../", "..%2f", "..%2F", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "..;/", "....//", "%252e%252e%252f"];
const ODD_UPS = [
  "%c0%ae%c0%ae/",
  "%c0%ae%c0%ae%c0%af",
  "%uff0e%uff0e/",
  "%e0%80%ae%e0%80%ae/",
  "%ef%bc%8e%ef%bc%8e/",
  "\xc0\xae\xc0\xae/",
];
const climbs = [...UPS, ...ODD_UPS].flatMap((up) =>
  [1, 2, 3, 12].flatMap((times) => ["/", "/assets/"].map((from) => `${from}${up.repeat(times)}secret.js`)),
);
const OTHERS = [
  ...["//etc/passwd", "///etc/passwd", "/etc/passwd", "file:///etc/passwd", "/file:///etc/passwd", "/%2fetc%2fpasswd"],
  ...["/assets/app-4f1d.js%00", "/assets/app-4f1d.js%00.html", "/assets/%00", "/secret.js%00.js", "/%00/../secret.js"],
  ...["/CON", "/NUL.js", "/assets/aux.js", "/COM1", "/assets/lpt1.txt", "/assets/app-4f1d.js::$DATA", "/C:/secret.js"],
  ...["/dev/stdin", "/proc/self/environ", "/.env", "/.git/config", "/assets/", "/assets", "/assets/.", "/assets/..."],
  ...[
    "/~root/secret.js",
    "/secret.js~",
    "/assets/*.js",
    "/assets/{app-4f1d}.js",
    "/assets/app-4f1d.js/..%2f..%2f..%2fsecret.js",
  ],
  ...[
    `/${"../".repeat(2_000)}secret.js`,
    `/${"a".repeat(9_000)}.js`,
    `/assets/${"a/".repeat(3_000)}x.js`,
    `/${"%2e".repeat(3_000)}`,
  ],
];

describe("an address", () => {
  it("of a file of the web app leads to it, and one of its pages to the page", async () => {
    expect(await ask("/assets/app-4f1d.js")).toMatchObject({ status: 200, body: SCRIPT });
    expect(await ask("/receipts")).toMatchObject({ status: 200, body: PAGE });
    expect(await ask("/assets/inside.js")).toMatchObject({ status: 200, body: SCRIPT });
  });

  it.each(["/assets/link.js", "/assets/relative.js", "/assets/folder/secret.js", "/assets/folder"])(
    "of a link that leads out of the web app's folder leads nowhere: %s",
    async (path) => {
      const { status, body } = await ask(path);
      expect(body).not.toContain(MARK);
      expect([path, status === 404 || body === PAGE]).toEqual([path, true]);
    },
  );

  it("that climbs out of the folder ends at a page or at nothing", async () => {
    for (const path of [...climbs, ...OTHERS]) {
      const { status, type, body } = await ask(path);
      expect([path, body.includes(MARK), body.includes("root:")]).toEqual([path, false, false]);
      if (status === 200) expect([path, body]).toEqual([path, PAGE]);
      else
        expect([path.slice(0, 80), status, type]).toEqual([
          path.slice(0, 80),
          expect.toSatisfy((n) => [400, 404, 414, 431].includes(n)),
          expect.any(String),
        ]);
    }
  });

  it("of the program itself leads to none of its files either", async () => {
    for (const path of ["/../../package.json", "/assets/../../package.json", "/assets/..%2f..%2fpackage.json"]) {
      const { body, statusCode } = await app.server.inject({ url: path });
      expect([200, 400, 404]).toContain(statusCode);
      expect(body).not.toMatch(/"dependencies"|"packageManager"/);
    }
  });

  it("is given back by no error, nor is the folder", async () => {
    for (const path of ["/assets/none.js", "/assets/folder/secret.js", "/assets/%00", "/%ff"])
      expect((await ask(path)).body).not.toContain(folder);
  });
});
