import net from "node:net";
import tls from "node:tls";
import { Client } from "ldapts";

export interface ConnectionOptions {
  /** Whether a connection to `ldap://` is made secure before anything is said on it. */
  readonly startTls: boolean;
  /** The certificates that are trusted, in PEM; null: those of the system. */
  readonly ca: string | null;
  /** For the connection with its TLS, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** For each operation, in milliseconds. */
  readonly timeoutMs: number;
}

/** What one conversation may bring in: a person with thousands of groups is a few hundred kilobytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Opens a connection to one directory server, with TLS where its URL or StartTLS says so. The certificate must be one
 * that is trusted and hold the name, or the address, in the URL.
 *
 * @throws an error of the network, of TLS or of the directory.
 */
export async function openConnection(url: string, options: ConnectionOptions): Promise<Client & AsyncDisposable> {
  const { protocol, hostname, port } = new URL(url);
  const secure = protocol === "ldaps:";
  const host = hostname.replaceAll(/[[\]]/g, "");
  const raw = net.connect({ host, port: Number(port || (secure ? 636 : 389)) });
  raw.setNoDelay(true);
  const timer = setTimeout(() => raw.destroy(new Error("the connection timed out")), options.connectTimeoutMs);
  try {
    await reach(raw, "connect");
    // An address is no name to ask for; it is compared with the addresses in the certificate.
    const name = { host, ...(net.isIP(host) === 0 && { servername: host }) };
    const trust = { ...name, minVersion: "TLSv1.2", ...(options.ca !== null && { ca: options.ca }) } as const;
    if (secure) return clientOf(await securely(raw, trust), options);
    return clientOf(options.startTls ? await startTls(raw, trust, options) : raw, options);
  } catch (error) {
    raw.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function securely(raw: net.Socket, trust: tls.ConnectionOptions): Promise<tls.TLSSocket> {
  const socket = tls.connect({ ...trust, socket: raw });
  await reach(socket, "secureConnect");
  return socket;
}

/**
 * Asks for TLS with a client that is then thrown away. Whatever an attacker has put behind the answer, in clear, stays
 * in that one: had the same client gone on, the beginning of a forged answer would have been completed by the first
 * bytes of a genuine one.
 */
async function startTls(
  raw: net.Socket,
  trust: tls.ConnectionOptions,
  options: ConnectionOptions,
): Promise<tls.TLSSocket> {
  const asking = clientOf(raw, options);
  await asking.exop("1.3.6.1.4.1.1466.20037");
  raw.removeAllListeners("data");
  raw.pause();
  return await securely(raw, trust);
}

/** A client on an open connection; it opens no other, and takes no more than it may. */
function clientOf(socket: net.Socket, { timeoutMs, connectTimeoutMs }: ConnectionOptions): Client {
  let bytes = 0;
  const createConnection = () => {
    if (socket.destroyed) throw new Error("the connection was closed");
    socket.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) socket.destroy(new Error("the answer is too large"));
    });
    return socket;
  };
  // The URL is only looked at by the client where it opens a connection by itself.
  return new Client({ url: "ldap://open", timeout: timeoutMs, connectTimeout: connectTimeoutMs, createConnection });
}

/** Waits for an event of a socket, or for its end. */
async function reach(socket: net.Socket, event: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once(event, resolve);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("the connection was closed")));
  });
  socket.removeAllListeners("error");
  // Whoever works with the socket hears of its end; an error that comes when nobody does is not one of the program.
  socket.on("error", () => undefined);
}
