import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface Certificates {
  /** The authority that has signed the server's certificate, in PEM. */
  readonly ca: string;
  /** An authority that has signed nothing, in PEM. */
  readonly otherCa: string;
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Makes an authority, and the certificate of a server that is called `localhost` and nothing else. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const path = (name: string) => join(folder, name);
  const openssl = async (...args: string[]) => await run("openssl", args, { cwd: folder });
  const authority = async (name: string) => {
    const subject = ["-subj", `/CN=${name}`, "-keyout", path(`${name}.key`), "-out", path(`${name}.pem`)];
    await openssl(
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-days",
      "2",
      ...subject,
    );
    return await readFile(path(`${name}.pem`), "utf8");
  };
  const [ca, otherCa] = [await authority("authority"), await authority("other")];
  const names = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=directory"];
  await openssl("req", ...names, "-keyout", path("server.key"), "-out", path("server.csr"));
  await writeFile(path("server.ext"), "subjectAltName=DNS:localhost\n");
  const signer = ["-CA", path("authority.pem"), "-CAkey", path("authority.key"), "-CAcreateserial", "-days", "2"];
  await openssl(
    "x509",
    "-req",
    "-in",
    path("server.csr"),
    ...signer,
    "-extfile",
    path("server.ext"),
    "-out",
    path("server.pem"),
  );
  return {
    ca,
    otherCa,
    caFile: path("authority.pem"),
    certificateFile: path("server.pem"),
    keyFile: path("server.key"),
  };
}

export interface ClientFiles {
  readonly certificate: string;
  /** Locked with the passphrase. */
  readonly key: string;
}

/** Makes the certificate of a client, signed by the authority that `makeCertificates` has made in the same folder. */
export async function makeClientCertificate(folder: string, passphrase: string): Promise<ClientFiles> {
  const openssl = async (...args: string[]) => await run("openssl", args, { cwd: folder });
  const lock = ["-newkey", "rsa:2048", "-passout", `pass:${passphrase}`, "-subj", "/CN=purser"];
  await openssl("req", ...lock, "-keyout", "client.key", "-out", "client.csr");
  const signer = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", "2"];
  await openssl("x509", "-req", "-in", "client.csr", ...signer, "-out", "client.pem");
  const read = async (name: string) => await readFile(join(folder, name), "utf8");
  return { certificate: await read("client.pem"), key: await read("client.key") };
}
