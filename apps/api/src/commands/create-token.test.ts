import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../platform/context.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { parseCommandLine, UsageError } from "./command-line.ts";
import { createToken } from "./create-token.ts";

describe("token create", () => {
  let app: ContractApp;
  beforeAll(async () => {
    app = await startContractApp();
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  async function run(line: string) {
    const command = parseCommandLine(line.split(" "));
    if (command.name !== "token create") throw new Error(`${line} is ${command.name}`);
    const [printed, told]: [string[], string[]] = [[], []];
    await createToken(systemContext(app.ctx), command, {
      print: (text) => printed.push(text),
      tell: (text) => told.push(text),
    });
    return { printed, told: told.join("\n") };
  }

  it("prints the token alone, which then works, and tells beside it what it is for", async () => {
    const { printed, told } = await run("token create --name sync --scope usage:write --scope usage:read --days 90");
    expect(printed).toHaveLength(1);
    expect(told).toContain("service:sync (finance) may use usage:write, usage:read from anywhere.");
    expect(told).not.toContain(printed[0]);
    const headers = { authorization: `Bearer ${printed[0]}` };
    expect((await app.inject({ url: "/api/v1/usage/batches", headers })).statusCode).toBe(200);
    expect((await app.inject({ url: "/api/v1/receipts", headers })).json().error.code).toBe("SCOPE_MISSING");
  });

  it("takes addresses, a role and Slurm users", async () => {
    const line = "token create --name lab --scope runs:read --days 1 --slurm-user alice --address 10.0.0.0/8";
    expect((await run(line)).told).toContain("service:lab (user) may use runs:read from 10.0.0.0/8.");
    const auditor = await run("token create --name look --scope runs:read --days 1 --role center_admin");
    expect(auditor.told).toContain("service:look (center_admin)");
  });

  it.each([
    ["token", "token takes one word"],
    ["token create --scope runs:read --days 1", "--name"],
    ["token create --name Sync --scope runs:read --days 1", "--name"],
    ["token create --name sync --days 1", "--scope"],
    ["token create --name sync --scope runs:read", "--days"],
    ["token create --name sync --scope runs:read --days 366", "--days"],
    ["token create --name sync --scope runs:read --days 1.5", "--days"],
    ["token create --name sync --scope runs:read --days 1 --role root", "--role"],
    ["token create --name sync --scope people:eat --days 1", "no scope people:eat"],
  ])("does not understand %s", async (line, said) => {
    await expect(run(line)).rejects.toThrow(said);
    await expect(run(line)).rejects.toBeInstanceOf(UsageError);
  });
});
