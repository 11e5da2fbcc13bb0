import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { HttpError, sendError } from "./http-errors.ts";

function withCode(message: string, code?: string): Error {
  return code === undefined ? new Error(message) : Object.assign(new Error(message), { code });
}

async function answerTo(error: Error) {
  const app = fastify();
  app.setErrorHandler(sendError);
  app.get("/", async () => {
    throw error;
  });
  const answer = await app.inject("/");
  await app.close();
  return answer;
}

describe("sendError", () => {
  it.each([
    withCode("terminating connection due to administrator command", "57P01"),
    withCode("the database system is starting up", "57P03"),
    withCode("connect ECONNREFUSED", "ECONNREFUSED"),
    withCode("read ECONNRESET", "ECONNRESET"),
    withCode("write EPIPE", "EPIPE"),
    withCode("connect ENOENT", "ENOENT"),
    withCode("sorry, too many clients already", "53300"),
    withCode("Connection terminated unexpectedly"),
    withCode("Connection terminated due to connection timeout"),
    withCode("timeout exceeded when trying to connect"),
  ])("answers 503 and when to come back to: %s", async (error) => {
    const answer = await answerTo(error);
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, "DATABASE_UNAVAILABLE"]);
    expect(answer.headers["retry-after"]).toBe("5");
  });

  it.each(["40001", "40P01", "55P03"])("asks to try again after %s", async (code) => {
    const answer = await answerTo(withCode("conflict", code));
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, "TRY_AGAIN"]);
    expect(answer.headers["retry-after"]).toBe("2");
  });

  it.each([withCode("column secret_thing does not exist", "42703"), withCode("secret_thing is not a function")])(
    "tells the caller nothing of a fault: %s",
    async (error) => {
      const answer = await answerTo(error);
      expect([answer.statusCode, answer.json().error.code]).toEqual([500, "INTERNAL"]);
      expect(answer.body).not.toContain("secret_thing");
    },
  );

  it("keeps the details of a refusal", async () => {
    const details = [{ field: "month", issue: "is not over" }];
    const answer = await answerTo(new HttpError("VALIDATION_FAILED", "invalid", { details }));
    expect(answer.json().error).toMatchObject({ code: "VALIDATION_FAILED", details });
  });
});
