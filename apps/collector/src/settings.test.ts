import { expect, it } from "vitest";
import { readSettings } from "./settings.ts";

const ENOUGH = { PURSER_URL: "https://purser.test/", PURSER_TOKEN_FILE: "/etc/purser/token", PURSER_CLUSTER: "lotus" };

it("needs an address, a token and a cluster, and knows the rest", () => {
  expect(readSettings({ ...ENOUGH, PURSER_NODE: "c1" }, [])).toEqual({
    url: "https://purser.test",
    tokenFile: "/etc/purser/token",
    cluster: "lotus",
    node: "c1",
    intervalSeconds: 30,
    spoolFolder: "/var/spool/purser/samples",
    spoolBytes: 64 * 1024 * 1024,
    cgroupRoot: "/sys/fs/cgroup",
    simulate: false,
    once: false,
  });
});

it("takes the name of the host, up to the first dot, for the node's", () => {
  expect(readSettings(ENOUGH, [])).toMatchObject({ node: expect.stringMatching(/^[^.]+$/) });
});

it("makes figures up only where it is told to by name", () => {
  expect(readSettings({ ...ENOUGH, SIMULATE: "1", PURSER_SIMULATE: "yes" }, [])).toMatchObject({ simulate: false });
  expect(readSettings(ENOUGH, ["--simulate", "--once"])).toMatchObject({ simulate: true, once: true });
});

it("names every fault at once and shows no value", () => {
  const env = { PURSER_URL: "https://me:canary@purser.test", COLLECT_INTERVAL_SECONDS: "1", PURSER_SPOOL_MIB: "much" };
  const faults = readSettings(env, ["--fast"]);
  expect(faults).toEqual([
    "--fast is no option: see --help",
    "PURSER_TOKEN_FILE is missing",
    "PURSER_CLUSTER is missing",
    "COLLECT_INTERVAL_SECONDS must be a whole number from 5 to 3600",
    "PURSER_SPOOL_MIB must be a whole number from 1 to 10240",
    "PURSER_URL must begin with http:// or https:// and hold no user, query or fragment",
  ]);
  expect(JSON.stringify(faults)).not.toContain("canary");
});
