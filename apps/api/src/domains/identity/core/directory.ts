import { DomainError } from "@purser/kernel/domain-error";

/** A person as a directory knows them. */
export interface DirectoryPerson {
  /** In lower case, of the form that the database takes. */
  readonly username: string;
  readonly displayName: string;
  /** What the directory itself tells the entry by, whatever it is called; null where it gives no such thing. */
  readonly directoryId: string | null;
  /** The names of the groups that count: those directly below the place of groups. */
  readonly groups: readonly string[];
}

/** `unfit`: there is an entry, but not one whose person can be told for certain. */
export type DirectoryAnswer =
  | { readonly state: "found"; readonly person: DirectoryPerson }
  | { readonly state: "locked" }
  | { readonly state: "unknown" }
  | { readonly state: "unfit" };

/** What became of a password; `refused` says why, for the audit log and nobody else. */
export type PasswordProof =
  | { readonly outcome: "accepted"; readonly person: DirectoryPerson }
  | {
      readonly outcome: "refused";
      readonly reason: "name_unknown" | "password_wrong" | "person_disabled" | "directory_entry_unfit";
    };

/** Where people and their groups are kept outside of Purser. Filled by `integrations/ldap`. */
export interface Directory {
  /** @throws {DirectoryError} where the directory does not answer: that says nothing about the person. */
  find(username: string): Promise<DirectoryAnswer>;
  /** @throws {DirectoryError} where the directory does not answer: that says nothing about the password. */
  provePassword(username: string, password: string): Promise<PasswordProof>;
}

/**
 * The directory did not answer, or not in a way that can be relied on.
 *
 * `reason` is a word for the audit log: `unreachable`, `certificate`, `service_account`, `busy`, or `result_` and the
 * number of what the directory answered.
 */
export class DirectoryError extends DomainError<"DIRECTORY_UNAVAILABLE"> {
  override readonly name = "DirectoryError";
  readonly kind = "unavailable";
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super("DIRECTORY_UNAVAILABLE", {}, { cause });
    this.reason = reason;
  }
}

/** Someone the directory knows, whose groups give no role, and who was given none here either. */
export class NoRoleError extends DomainError<"NO_ROLE_ASSIGNED"> {
  override readonly name = "NoRoleError";
  readonly kind = "forbidden";
}
