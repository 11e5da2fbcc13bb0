/** What examples, templates and other programs' defaults write where a secret belongs. */
const EXAMPLE =
  /change.?me|replace.?me|your.?(?:secret|key|password)|example|default|insecure|placeholder|secret.?key/i;
/** What is tried first, with whatever digits and signs around it, or several times over. */
const GUESSED = new Set([
  ...[
    "secret",
    "password",
    "passwort",
    "passwd",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "ldap",
    "database",
  ],
  ...[
    "dev",
    "development",
    "test",
    "testing",
    "demo",
    "postgres",
    "postgresql",
    "purser",
    "letmein",
    "welcome",
    "qwerty",
  ],
  ...[
    "adminpassword",
    "secretpassword",
    "passwordpassword",
    "mypassword",
    "pursersecret",
    "purserpassword",
    "topsecret",
  ],
]);

/** Whether a secret of production is too short, has too few different characters, or is one that anybody would try. */
export function isWeakSecret(secret: string, { length, different }: { length: number; different: number }): boolean {
  if (secret.length < length || new Set(secret).size < different) return true;
  const letters = secret.toLowerCase().replaceAll(/[^\p{L}]/gu, "");
  return EXAMPLE.test(secret) || GUESSED.has(letters) || GUESSED.has(repeatedPart(letters));
}

/** A password that somebody chose and that a person or a program types. */
export const PASSWORD = { length: 12, different: 5 } as const;
/** A key that a machine made. */
export const KEY = { length: 32, different: 10 } as const;

/** What a text is a repetition of: of `abcabc` it is `abc`; of a text that repeats nothing it is the text itself. */
function repeatedPart(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1));
}
