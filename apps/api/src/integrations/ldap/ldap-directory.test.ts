import { afterEach, beforeAll, expect, it } from "vitest";
import type { LdapConfig } from "../../config.ts";
import { grantsOfGroups } from "../../domains/identity/core/directory-groups.ts";
import { DIRECTORY_PASSWORD, GROUPS, PEOPLE } from "../../testing/example-directory.ts";
import { BASE_DN } from "../../testing/slapd.ts";
import { startTcpProxy, type TcpProxy } from "../../testing/tcp-proxy.ts";
import { describeWithSlapd } from "../../testing/with-slapd.ts";
import { LdapDirectory } from "./ldap-directory.ts";

const unavailable = (reason: string) => expect.objectContaining({ code: "DIRECTORY_UNAVAILABLE", reason });

await describeWithSlapd("LdapDirectory", (slapd) => {
  const logged: object[] = [];
  const log = { warn: (facts: object) => logged.push(facts) };
  const open = (changes: Partial<LdapConfig> = {}) => new LdapDirectory({ ...slapd().config, ...changes }, log);
  const proxies: TcpProxy[] = [];
  const proxy = async (options: Parameters<typeof startTcpProxy>[0]) => {
    const started = await startTcpProxy(options);
    proxies.push(started);
    return started;
  };

  beforeAll(async () => {
    const { addPerson, addToGroup } = slapd();
    const somchai = await addPerson({ uid: "somchai", displayName: "สมชาย ใจดี" });
    await addToGroup(`cn=infrahub-users,${GROUPS}`, somchai);
    await addToGroup(`cn=infrahub-team-leads-AI,${GROUPS}`, somchai);
  });

  afterEach(async () => {
    for (const each of proxies.splice(0)) await each[Symbol.asyncDispose]();
  });

  it.each([
    ["ldaps", () => ({})],
    ["StartTLS", () => ({ urls: [slapd().startTlsUrl] })],
    ["the clear, where that is allowed", () => ({ urls: [slapd().startTlsUrl], startTls: false })],
  ])("proves a password over %s and reads who it belongs to", async (_how, changes) => {
    expect(await open(changes()).provePassword("somchai", DIRECTORY_PASSWORD)).toEqual({
      outcome: "accepted",
      person: {
        username: "somchai",
        displayName: "สมชาย ใจดี",
        directoryId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        groups: ["infrahub-users", "infrahub-team-leads-AI"],
      },
    });
  });

  it.each([
    ["a wrong password", "somchai", "wrong", "password_wrong"],
    ["an empty password, which would let anybody in", "somchai", "", "password_wrong"],
    ["the password of someone else's account", "somchai", "canary-password-of-the-service", "password_wrong"],
    ["a name that nobody has", "nobody", DIRECTORY_PASSWORD, "name_unknown"],
    ["a name that is a filter", "*)(uid=*", DIRECTORY_PASSWORD, "name_unknown"],
    ["a name that closes the filter", "somchai)(|(uid=*", DIRECTORY_PASSWORD, "name_unknown"],
    ["a name that stands for all", "*", DIRECTORY_PASSWORD, "name_unknown"],
    ["a name with an escape", String.raw`somch\61i`, DIRECTORY_PASSWORD, "name_unknown"],
    ["a name with a zero byte", "somchai\0", DIRECTORY_PASSWORD, "name_unknown"],
    ["a name that is a distinguished name", `uid=somchai,${PEOPLE}`, DIRECTORY_PASSWORD, "name_unknown"],
  ])("refuses %s", async (_what, username, password, reason) => {
    expect(await open().provePassword(username, password)).toEqual({ outcome: "refused", reason });
  });

  it.each([
    ["of an authority that is not trusted", () => ({ ca: slapd().certificates.otherCa })],
    ["of an authority that the system does not know", () => ({ ca: null })],
    ["for another host", () => ({ urls: [slapd().startTlsUrl.replace("localhost", "127.0.0.1")] })],
    ["for another address", () => ({ urls: [slapd().startTlsUrl.replace("localhost", "[::1]")] })],
    [
      "of an authority that is not trusted, after StartTLS",
      () => ({ ca: slapd().certificates.otherCa, urls: [slapd().startTlsUrl] }),
    ],
  ])("says nothing to a server with a certificate %s", async (_what, changes) => {
    await expect(open(changes()).provePassword("somchai", DIRECTORY_PASSWORD)).rejects.toEqual(
      unavailable("certificate"),
    );
  });

  it("does not take a refusal of its own account for one of the person", async () => {
    const directory = open({ bindPassword: "wrong" });
    await expect(directory.provePassword("somchai", DIRECTORY_PASSWORD)).rejects.toEqual(
      unavailable("service_account"),
    );
  });

  it("does not take a place that is not there for a person who is not", async () => {
    await expect(open({ baseDn: `ou=nowhere,${BASE_DN}` }).find("somchai")).rejects.toEqual(unavailable("result_32"));
  });

  it("gives up on a server that does not answer, in clear or in TLS, and asks the next", async () => {
    const { startTlsUrl, config } = slapd();
    const { port, connections } = await proxy({ to: null });
    for (const silent of [`ldap://localhost:${port}`, `ldaps://localhost:${port}`]) {
      const changes = { connectTimeoutMs: 200, timeoutMs: 200 };
      const from = performance.now();
      await expect(open({ ...changes, urls: [silent] }).find("somchai")).rejects.toEqual(unavailable("unreachable"));
      expect(performance.now() - from).toBeLessThan(2_000);
      const directory = open({ ...config, ...changes, urls: [silent, startTlsUrl] });
      expect(await directory.find("somchai")).toMatchObject({ state: "found" });
      const before = connections();
      expect(await directory.find("somchai")).toMatchObject({ state: "found" });
      expect(connections()).toBe(before); // for a while it is asked last
    }
  });

  it("gives up on a server that becomes silent in the middle", async () => {
    const { port } = await proxy({
      to: slapd().port,
      onAnswer: async (piece, number) => (number < 1 ? piece : await new Promise<Buffer>(() => undefined)),
    });
    const directory = open({ urls: [`ldap://localhost:${port}`], startTls: false, timeoutMs: 200 });
    await expect(directory.provePassword("somchai", DIRECTORY_PASSWORD)).rejects.toEqual(unavailable("unreachable"));
  });

  it("drops what somebody on the way has put behind the answer to StartTLS", async () => {
    // A successful answer to a bind, but for its last byte, which the first of a genuine answer would complete.
    const forged = Buffer.from([0x30, 0x0d, 0x02, 0x01, 0x04, 0x61, 0x08, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x01]);
    const { port } = await proxy({
      to: slapd().port,
      onAnswer: (piece, number) => (number === 0 ? Buffer.concat([piece, forged]) : piece),
    });
    const directory = open({ urls: [`ldap://localhost:${port}`] });
    expect(await directory.provePassword("somchai", "wrong")).toMatchObject({ reason: "password_wrong" });
    expect(await directory.provePassword("somchai", DIRECTORY_PASSWORD)).toMatchObject({ outcome: "accepted" });
  });

  it("takes no more of an answer than it may", async () => {
    const { port } = await proxy({ to: slapd().port, onAnswer: () => Buffer.alloc(9 * 1024 * 1024, 0x30) });
    const directory = open({ urls: [`ldap://localhost:${port}`], startTls: false });
    await expect(directory.find("somchai")).rejects.toEqual(unavailable("unreachable"));
  });

  it("refuses more at once than it may ask, and is free again after", async () => {
    const directory = open({ maxConnections: 3 });
    const answers = await Promise.allSettled(Array.from({ length: 8 }, async () => await directory.find("somchai")));
    const refused = answers.filter((answer) => answer.status === "rejected").map((answer) => answer.reason);
    expect(refused).toEqual(Array.from({ length: 5 }, () => unavailable("busy")));
    expect(await directory.find("somchai")).toMatchObject({ state: "found" });
  });

  it("does not follow a referral, wherever it stands", async () => {
    const canary = await proxy({ to: null });
    const referral = `cn=elsewhere,${PEOPLE}`;
    await slapd().addReferral(referral, `ldap://localhost:${canary.port}/${PEOPLE}`);
    expect(await open().find("somchai")).toMatchObject({ state: "found" });
    expect(await open().find("elsewhere")).toEqual({ state: "unknown" });
    await expect(open({ baseDn: referral }).find("somchai")).rejects.toEqual(unavailable("result_10"));
    expect(canary.connections()).toBe(0);
  });

  it("takes nobody for somebody with two names, or for one of two entries with one name", async () => {
    const { addPerson } = slapd();
    await addPerson({ uid: ["alias", "also"] });
    await addPerson({ uid: "twin" });
    await addPerson({ uid: "twin", dn: `cn=Twin,${PEOPLE}` });
    for (const name of ["alias", "also", "twin"]) {
      expect(await open().find(name)).toEqual({ state: "unfit" });
      expect(await open().provePassword(name, DIRECTORY_PASSWORD)).toMatchObject({ reason: "directory_entry_unfit" });
    }
  });

  it("reads a person whose distinguished name has a comma in it", async () => {
    const dn = await slapd().addPerson({ uid: "akara.suksai", dn: String.raw`cn=Suksai\, Akara,${PEOPLE}` });
    await slapd().addToGroup(`cn=infrahub-finance,${GROUPS}`, dn);
    expect(await open().provePassword("akara.suksai", DIRECTORY_PASSWORD)).toMatchObject({
      person: { displayName: "Suksai, Akara", groups: ["infrahub-finance"] },
    });
  });

  it("gives no role for groups that only look like one that does", async () => {
    const { addPerson, addToGroup } = slapd();
    const mallory = await addPerson({ uid: "mallory" });
    for (const group of [
      String.raw`cn=x\,cn=infrahub-center-admins,${GROUPS}`,
      String.raw`cn=infrahub-center-admins\,ou=groups,${GROUPS}`,
      `cn=x,${GROUPS}`,
      `cn=infrahub-center-admins,cn=x,${GROUPS}`,
      `cn=infrahub-center-admins,${PEOPLE}`,
      `cn=infrahub-center-admins+description=x,${GROUPS}`,
      `ou=infrahub-center-admins,${GROUPS}`,
      `cn=infrahub-center-adminſ,${GROUPS}`,
    ]) {
      await addToGroup(group, mallory);
    }
    const answer = await open().find("mallory");
    expect(answer).toMatchObject({ state: "found" });
    if (answer.state !== "found") return;
    expect(answer.person.groups).toContain("x,cn=infrahub-center-admins");
    expect(grantsOfGroups(answer.person.groups, slapd().config.groups)).toEqual([]);
  });

  it.each([
    ["pwdAccountLockedTime", "000001010000Z"],
    ["shadowExpire", "19000"],
  ])("knows by %s that an account is closed", async (attribute, value) => {
    const uid = attribute.toLowerCase();
    const dn = await slapd().addPerson({ uid });
    expect(await open().find(uid)).toMatchObject({ state: "found" });
    await slapd().change(dn, { [attribute]: value });
    expect(await open().find(uid)).toEqual({ state: "locked" });
    expect(await open().provePassword(uid, DIRECTORY_PASSWORD)).toMatchObject({ outcome: "refused" });
  });

  it("lets in only those whom the filter lets in", async () => {
    const directory = open({ userFilter: `(memberOf=cn=infrahub-finance,${GROUPS})` });
    expect(await directory.find("somchai")).toEqual({ state: "unknown" });
    expect(await directory.find("akara.suksai")).toMatchObject({ state: "found" });
  });

  it("is away when the server is, and back when it is", async () => {
    await slapd().stop();
    await expect(open().provePassword("somchai", DIRECTORY_PASSWORD)).rejects.toEqual(unavailable("unreachable"));
    await slapd().start();
    expect(await open().provePassword("somchai", DIRECTORY_PASSWORD)).toMatchObject({ outcome: "accepted" });
  });

  it("signs a thousand people in, each as themselves", { timeout: 60_000 }, async () => {
    const { addPerson } = slapd();
    const people = Array.from({ length: 1_000 }, (_, index) => ({
      uid: `user${index}`,
      displayName: `ผู้ใช้ที่ ${index}`,
      password: `${DIRECTORY_PASSWORD}-${index}`,
    }));
    await Promise.all(people.map(addPerson));
    const directory = open();
    const rest = people.values();
    const from = performance.now();
    const signIn = async () => {
      for (const { uid, displayName, password } of rest) {
        expect(await directory.provePassword(uid, password)).toMatchObject({ person: { username: uid, displayName } });
      }
    };
    await Promise.all(Array.from({ length: 8 }, signIn));
    console.log(`1,000 sign-ins at a directory took ${((performance.now() - from) / 1000).toFixed(1)} s`);
    expect(await directory.provePassword("user1", `${DIRECTORY_PASSWORD}-2`)).toMatchObject({
      reason: "password_wrong",
    });
  });

  it("writes no password into the log", () => {
    expect(logged.length).toBeGreaterThan(5);
    expect(JSON.stringify(logged)).not.toContain("canary");
  });
});
