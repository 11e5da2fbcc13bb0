import { expect, it } from "vitest";
import { commonPasswords } from "./common-passwords.ts";

it("holds many thousands of the passwords found in leaks, in lower case, and is unpacked once", async () => {
  const common = await commonPasswords();
  expect(common.size).toBeGreaterThan(40_000);
  for (const known of ["password", "123456", "1qaz2wsx3edc", "leavemealone"]) expect(common.has(known)).toBe(true);
  expect([...common].filter((each) => each !== each.toLowerCase())).toEqual([]);
  expect(await commonPasswords()).toBe(common);
});
