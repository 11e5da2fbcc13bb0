import type { DirectoryAnswer } from "../../domains/identity/core/directory.ts";
import { commonNameBelow, type NamePart } from "./distinguished-name.ts";

/** An entry as a search gives it: an attribute with one value is that value, one with several is a list. */
export type Entry = { readonly dn: string; readonly [attribute: string]: unknown };

export interface EntryReading {
  readonly usernameAttribute: string;
  /** Null: the directory gives entries no name that lasts. */
  readonly idAttribute: string | null;
  readonly groupBase: readonly NamePart[];
}

/** By which directories say that an account is closed, beside refusing its password. */
export const LOCK_ATTRIBUTES = ["pwdAccountLockedTime", "nsAccountLock", "userAccountControl", "shadowExpire"];

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;
const DISPLAY_NAME_LENGTH = 200;

/**
 * The person of an entry that was found for `username`; `unfit` where its user name is not the one that was asked for,
 * or one of several: under which of them somebody signs in must not be theirs to choose.
 */
export function readEntry(entry: Entry, username: string, reading: EntryReading, now: Date): DirectoryAnswer {
  const [name, ...more] = texts(entry, reading.usernameAttribute).map((text) => text.trim().toLowerCase());
  if (name !== username || more.length > 0 || !USERNAME.test(name)) return { state: "unfit" };
  if (isLocked(entry, now)) return { state: "locked" };
  const groups = texts(entry, "memberOf").map((group) => commonNameBelow(group, reading.groupBase));
  const person = {
    username: name,
    displayName: displayNameOf(entry) ?? name,
    directoryId: reading.idAttribute === null ? null : idOf(entry, reading.idAttribute),
    groups: groups.filter((group) => group !== null),
  };
  return { state: "found", person };
}

/** `displayName`, else `cn`, without what cannot be shown in one line. */
function displayNameOf(entry: Entry): string | null {
  for (const attribute of ["displayName", "cn"]) {
    const [text = ""] = texts(entry, attribute);
    const shown = text
      .normalize("NFC")
      .replaceAll(/[\p{Cc}\s]+/gu, " ")
      .trim();
    if (shown !== "") return [...shown].slice(0, DISPLAY_NAME_LENGTH).join("").trim();
  }
  return null;
}

/** An identifier may be bytes, as Active Directory's are. */
function idOf(entry: Entry, attribute: string): string | null {
  const [value] = values(entry, attribute);
  if (Buffer.isBuffer(value)) return value.toString("hex");
  return typeof value === "string" && value !== "" ? value : null;
}

/** The value of `pwdAccountLockedTime` that lasts until an administrator takes it away; others are over by themselves. */
const LOCKED_FOR_GOOD = "000001010000Z";
const ACCOUNT_DISABLED = 2;
const DAY_MS = 86_400_000;

function isLocked(entry: Entry, now: Date): boolean {
  const [control = "0"] = texts(entry, "userAccountControl");
  const [expiryDay = "-1"] = texts(entry, "shadowExpire");
  const today = Math.floor(now.getTime() / DAY_MS);
  return (
    texts(entry, "pwdAccountLockedTime").includes(LOCKED_FOR_GOOD) ||
    texts(entry, "nsAccountLock").some((text) => text.toLowerCase() === "true") ||
    (Number(control) & ACCOUNT_DISABLED) !== 0 ||
    (Number(expiryDay) > 0 && Number(expiryDay) <= today)
  );
}

function texts(entry: Entry, attribute: string): string[] {
  return values(entry, attribute).filter((value) => typeof value === "string");
}

/** Directories answer with the case of attributes that they like best. */
function values(entry: Entry, attribute: string): unknown[] {
  const key = Object.keys(entry).find((each) => each.toLowerCase() === attribute.toLowerCase());
  const value = key === undefined ? [] : entry[key];
  return Array.isArray(value) ? value : [value];
}
