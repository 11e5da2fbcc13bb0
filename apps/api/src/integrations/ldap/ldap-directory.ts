import { AndFilter, type Client, EqualityFilter, type Filter, FilterParser, ResultCodeError } from "ldapts";
import type { LdapConfig } from "../../config.ts";
import {
  type Directory,
  type DirectoryAnswer,
  DirectoryError,
  type PasswordProof,
} from "../../domains/identity/core/directory.ts";
import type { Logger } from "../../platform/log.ts";
import { type Entry, type EntryReading, LOCK_ATTRIBUTES, readEntry } from "./directory-entry.ts";
import { parseName } from "./distinguished-name.ts";
import { openConnection } from "./ldap-connection.ts";

/** Answers to a bind that are about the person and their password: theirs is wrong, closed or not allowed. */
const REFUSED = new Set([19, 32, 48, 49, 50, 53]);
/** How long a server that did not answer is asked only after the others. */
const AVOIDED_MS = 30_000;

interface Found {
  readonly dn: string;
  readonly answer: DirectoryAnswer;
}

/**
 * A directory that is asked over LDAP. Each question has a connection of its own: the service account binds, searches,
 * and, where there is a password to prove, the person binds on the same connection, which ends with it. Referrals are
 * not followed. The servers are asked in their order until one answers.
 */
export class LdapDirectory implements Directory {
  readonly #config: LdapConfig;
  readonly #log: Pick<Logger, "warn">;
  readonly #reading: EntryReading;
  readonly #failedAt = new Map<string, number>();
  #open = 0;

  constructor(config: LdapConfig, log: Pick<Logger, "warn">) {
    this.#config = config;
    this.#log = log;
    const { usernameAttribute, idAttribute, groupBaseDn } = config;
    this.#reading = { usernameAttribute, idAttribute, groupBase: parseName(groupBaseDn) ?? [] };
  }

  async find(username: string): Promise<DirectoryAnswer> {
    return await this.#converse(async (client) => (await this.#search(client, username)).answer);
  }

  async provePassword(username: string, password: string): Promise<PasswordProof> {
    // Directories take an empty password for no password at all, and let everybody in.
    if (password === "") return { outcome: "refused", reason: "password_wrong" };
    return await this.#converse(async (client) => {
      const { dn, answer } = await this.#search(client, username);
      const isTheirs = await isPasswordOf(client, dn, password);
      if (answer.state === "unknown") return { outcome: "refused", reason: "name_unknown" };
      if (answer.state === "unfit") return { outcome: "refused", reason: "directory_entry_unfit" };
      if (!isTheirs) return { outcome: "refused", reason: "password_wrong" };
      if (answer.state === "locked") return { outcome: "refused", reason: "person_disabled" };
      return { outcome: "accepted", person: answer.person };
    });
  }

  /** Finds the entry of a user name. A name that nobody has gets a DN that no entry has, so that it costs as much. */
  async #search(client: Client, username: string): Promise<Found> {
    const { baseDn, timeoutMs, idAttribute, usernameAttribute } = this.#config;
    const { searchEntries } = await client.search(baseDn, {
      scope: "sub",
      filter: this.#filterOf(username),
      sizeLimit: 2,
      timeLimit: Math.ceil(timeoutMs / 1000),
      attributes: [
        ...[usernameAttribute, "displayName", "cn", "memberOf", ...LOCK_ATTRIBUTES],
        ...(idAttribute === null ? [] : [idAttribute]),
      ],
      ...(idAttribute?.toLowerCase() === "objectguid" && { explicitBufferAttributes: [idAttribute] }),
    });
    const [entry, ...more] = searchEntries as Entry[]; // what the client gives, its values unknown
    const nobody = `cn=nobody,${baseDn}`;
    if (entry === undefined) return { dn: nobody, answer: { state: "unknown" } };
    if (more.length > 0) return { dn: nobody, answer: { state: "unfit" } };
    return { dn: entry.dn, answer: readEntry(entry, username, this.#reading, new Date()) };
  }

  #filterOf(username: string): Filter {
    const { usernameAttribute: attribute, userFilter } = this.#config;
    const named = new EqualityFilter({ attribute, value: username });
    return userFilter === null ? named : new AndFilter({ filters: [FilterParser.parseString(userFilter), named] });
  }

  /** @throws {DirectoryError} where no server answers. */
  async #converse<T>(work: (client: Client) => Promise<T>): Promise<T> {
    if (this.#open >= this.#config.maxConnections) throw new DirectoryError("busy");
    this.#open += 1;
    try {
      let failure = new DirectoryError("unreachable");
      for (const url of this.#inOrder()) {
        try {
          return await this.#ask(url, work);
        } catch (error) {
          failure = error instanceof DirectoryError ? error : new DirectoryError(reasonOf(error), error);
          this.#failedAt.set(url, performance.now());
          this.#log.warn({ err: failure, url, reason: failure.reason }, "the directory does not answer");
        }
      }
      throw failure;
    } finally {
      this.#open -= 1;
    }
  }

  async #ask<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
    const client = await openConnection(url, this.#config);
    try {
      await client.bind(this.#config.bindDn, this.#config.bindPassword).catch((error: unknown) => {
        throw isRefusal(error) ? new DirectoryError("service_account", error) : error;
      });
      const answer = await work(client);
      this.#failedAt.delete(url);
      return answer;
    } finally {
      await client.unbind().catch(() => undefined); // it was closed already
    }
  }

  /** As configured, but those that did not answer a moment ago come last. */
  #inOrder(): readonly string[] {
    const now = performance.now();
    const isAvoided = (url: string) => now - (this.#failedAt.get(url) ?? Number.NEGATIVE_INFINITY) < AVOIDED_MS;
    return [...this.#config.urls].sort((left, right) => Number(isAvoided(left)) - Number(isAvoided(right)));
  }
}

async function isPasswordOf(client: Client, dn: string, password: string): Promise<boolean> {
  try {
    await client.bind(dn, password);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ResultCodeError && REFUSED.has(error.code);
}

/** What Node says of certificates that it does not trust. */
const CERTIFICATE = /^(ERR_TLS_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA)/;

function reasonOf(error: unknown): string {
  if (error instanceof ResultCodeError) return `result_${error.code}`;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return CERTIFICATE.test(code) ? "certificate" : "unreachable";
}
