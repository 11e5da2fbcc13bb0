import { describe, expect, it } from "vitest";
import { hashPassword, isPassword } from "./password.ts";

describe("hashPassword", () => {
  it("is argon2id with 19 MiB and two passes, and never the same twice", async () => {
    const [first, second] = [await hashPassword("correct horse"), await hashPassword("correct horse")];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
  });
});

describe("isPassword", () => {
  it("knows the password and no other, Thai and emoji included", async () => {
    const stored = await hashPassword("รหัสผ่าน🔑 of mine");
    expect(await isPassword("รหัสผ่าน🔑 of mine", stored)).toBe(true);
    expect(await isPassword("รหัสผ่าน🔑 of Mine", stored)).toBe(false);
    expect(await isPassword("", stored)).toBe(false);
  });

  it("says no where there is no password, after the same work", async () => {
    const stored = await hashPassword("something");
    const time = async (passwordHash: string | null) => {
      const times: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        const from = process.cpuUsage();
        expect(await isPassword("wrong", passwordHash)).toBe(false);
        const { user, system } = process.cpuUsage(from);
        times.push(user + system);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    const ratio = (await time(null)) / (await time(stored));
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.7);
  });
});
