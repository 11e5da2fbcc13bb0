import { beforeAll, expect, it } from "vitest";
import { GROUPS } from "../testing/example-directory.ts";
import { describeWithSlapd } from "../testing/with-slapd.ts";
import { checkDirectory } from "./check-directory.ts";

await describeWithSlapd("ldap check", (slapd) => {
  beforeAll(async () => {
    const dn = await slapd().addPerson({ uid: "somchai", displayName: "สมชาย ใจดี" });
    for (const group of ["infrahub-users", "infrahub-team-leads-ai", "library-readers"]) {
      await slapd().addToGroup(`cn=${group},${GROUPS}`, dn);
    }
    await slapd().addToGroup(`cn=library-readers,${GROUPS}`, await slapd().addPerson({ uid: "guest" }));
  });

  const check = async (username: string) => await checkDirectory({ ldap: slapd().config }, username);

  it("says which groups of somebody give which role", async () => {
    expect(await check(" SomChai")).toEqual({
      hasRole: true,
      lines: [
        "somchai is สมชาย ใจดี.",
        `Groups directly below ${GROUPS}:`,
        "  infrahub-users: user",
        "  infrahub-team-leads-ai: team_lead over ai",
        "  library-readers: no role",
      ],
    });
  });

  it("says who would not be let in, and why", async () => {
    const { hasRole, lines } = await check("guest");
    expect([hasRole, lines.at(-1)]).toEqual([false, expect.stringContaining("NO_ROLE_ASSIGNED")]);
    expect(await check("nobody")).toEqual({ hasRole: false, lines: ["The directory knows no nobody."] });
  });

  it("says in one line why the directory does not answer", async () => {
    const ldap = { ...slapd().config, ca: slapd().certificates.otherCa };
    await expect(checkDirectory({ ldap }, "somchai")).rejects.toThrow("look at LDAP_CA_FILE");
    const wrong = { ...slapd().config, bindPassword: "canary" };
    const failure = await checkDirectory({ ldap: wrong }, "somchai").catch((error: Error) => error.message);
    expect(failure).toContain("look at LDAP_BIND_DN");
    expect(failure).not.toContain("canary");
    await expect(checkDirectory({ ldap: null }, "somchai")).rejects.toThrow("AUTH_BACKENDS does not name ldap");
  });
});
