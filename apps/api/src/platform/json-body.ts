import type { FastifyInstance } from "fastify";
import { unreadableBody } from "./http-errors.ts";

/**
 * Reads bodies of JSON as Fastify does, without names that would change what every object is, and says of one that
 * cannot be read why, and where it is known, at which character.
 */
export function installJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    const text = String(body);
    parse(request, text, (error, value) =>
      error === null ? done(null, value) : done(unreadableBody(whyNotJson(text))),
    );
  });
}

function whyNotJson(text: string): { issue: string } {
  if (text === "") return { issue: "is missing" };
  try {
    JSON.parse(text);
    return { issue: "holds a name that no value may have" }; // `__proto__`: JSON itself knows nothing against it
  } catch (error) {
    const [, at] = /at position (\d+)/.exec(String(error)) ?? [];
    const character = Number(at) + 1;
    return at === undefined ? { issue: "is not JSON" } : { issue: `is not JSON from character ${character} on` };
  }
}
