import { hash, verify } from "@node-rs/argon2";
import { normalisePassword } from "./core/password-rules.ts";

/** argon2id with 19 MiB and two passes: the first choice of OWASP, some 60 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a password that nobody has: a name without one costs a sign-in as much as a name with one. */
const NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$Vxqkfhp6o9llq0I/Hl36iA$+Env9mooUAn0/jX9IcK7wkOLfKnF/MMPK4jQPw2TNj0";

/** The hash to store for a password, with its salt and cost in it. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(normalisePassword(password), COST);
}

/** Whether `password` is the one of `passwordHash`; null, where there is none, takes as long to say no. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const matches = await verify(passwordHash ?? NOBODY, normalisePassword(password));
  return matches && passwordHash !== null;
}
