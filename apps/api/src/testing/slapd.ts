import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "ldapts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import type { SlapdPrograms } from "./slapd-programs.ts";

export const BASE_DN = "dc=example,dc=org";
export const ADMIN_DN = `cn=admin,${BASE_DN}`;
export const ADMIN_PASSWORD = "canary-password-of-the-directory";

export interface Slapd extends AsyncDisposable {
  readonly port: number;
  readonly tlsPort: number;
  readonly certificates: Certificates;
  /** Signed in as the directory's administrator, in clear: for setting it up. */
  readonly admin: Client;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

/** A real OpenLDAP server of a test's own, on free ports and in a folder of its own, with TLS, memberOf and ppolicy. */
export async function startSlapd(programs: SlapdPrograms): Promise<Slapd> {
  const folder = await mkdtemp(join(tmpdir(), "purser-directory-"));
  await mkdir(join(folder, "data"));
  const certificates = await makeCertificates(folder);
  const [port, tlsPort] = [await freePort(), await freePort()];
  await writeFile(join(folder, "slapd.conf"), configuration(programs, folder, certificates));
  let child: ChildProcess | null = null;
  const admin = new Client({ url: `ldap://127.0.0.1:${port}`, timeout: 10_000 });
  const start = async () => {
    const urls = `ldap://127.0.0.1:${port}/ ldap://[::1]:${port}/ ldaps://localhost:${tlsPort}/`;
    child = spawn(programs.slapd, ["-f", join(folder, "slapd.conf"), "-h", urls, "-d", "0"], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ...(programs.libraries !== null && { LD_LIBRARY_PATH: programs.libraries }) },
    });
    await untilListening(child, port);
    await admin.bind(ADMIN_DN, ADMIN_PASSWORD);
  };
  const stop = async () => {
    await admin.unbind();
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  await start();
  return {
    ...{ port, tlsPort, certificates, admin, stop, start },
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration({ modules, schemas }: SlapdPrograms, folder: string, files: Certificates): string {
  return `
${["core", "cosine", "inetorgperson", "nis"].map((name) => `include ${schemas}/${name}.schema`).join("\n")}
modulepath ${modules}
moduleload back_mdb
moduleload memberof
moduleload refint
moduleload ppolicy
TLSCACertificateFile ${files.caFile}
TLSCertificateFile ${files.certificateFile}
TLSCertificateKeyFile ${files.keyFile}
database mdb
suffix "${BASE_DN}"
rootdn "${ADMIN_DN}"
rootpw ${ADMIN_PASSWORD}
directory ${join(folder, "data")}
maxsize 268435456
dbnosync
index objectClass eq
index uid,member,memberOf eq
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
overlay memberof
memberof-group-oc groupOfNames
memberof-refint TRUE
overlay refint
refint_attributes member memberOf
overlay ppolicy
`;
}

async function untilListening(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`slapd ended with ${child.exitCode}`);
    const socket = net.connect({ host: "127.0.0.1", port });
    const connected = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (connected) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("slapd does not listen");
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo; // a TCP server has one
  server.close();
  await once(server, "close");
  return port;
}
