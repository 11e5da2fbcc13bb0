import { afterAll, beforeAll, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";

let app: ContractApp;

beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

it.each([
  ['{"username":"a",}', "is not JSON from character 17 on"],
  ['{"username":"a"', "is not JSON from character 16 on"],
  ['{"username":a}', "is not JSON"],
  ["", "is missing"],
  ['{"username":"a","password":"b","__proto__":{"admin":true}}', "holds a name that no value may have"],
  ['{"constructor":{"prototype":{"admin":true}}}', "holds a name that no value may have"],
])("says what is wrong with the body %s", async (payload, issue) => {
  const headers = { "content-type": "application/json" };
  const answer = await app.inject({ method: "POST", url: "/api/v1/auth/login", headers, payload });
  expect([answer.statusCode, answer.json().error]).toEqual([
    400,
    expect.objectContaining({ code: "BODY_MALFORMED", details: [{ field: "", issue, in: "body" }] }),
  ]);
});

it("says so in Thai as well", async () => {
  const headers = { "content-type": "application/json", "accept-language": "th" };
  const answer = await app.inject({ method: "POST", url: "/api/v1/auth/login", headers, payload: "{,}" });
  expect(answer.json().error.details[0].issue).toBe("ไม่ใช่ข้อมูล JSON ที่ถูกต้อง ตั้งแต่อักขระที่ 2");
});
